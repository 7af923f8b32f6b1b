using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Personalize.Web.Import.Sheets;

/// <summary>
/// Ids made from what a line says. Two lines of one file may say the same (two equal scans at one till), so the second gets
/// the id of "this content, second time": reading an overlapping file again adds nothing, and loses nothing.
/// </summary>
internal sealed class SaleIds
{
    private readonly Dictionary<Guid, int> _occurrences = [];

    public Guid Next(string invoice, string customer, string sku, double quantity, DateTimeOffset at, double price)
    {
        var content = Hash(at, string.Create(
            CultureInfo.InvariantCulture, $"{invoice}\u001F{customer}\u001F{sku}\u001F{quantity:R}\u001F{at.UtcTicks}\u001F{price:R}"));
        ref var occurrence = ref CollectionsMarshal.GetValueRefOrAddDefault(_occurrences, content, out _);
        occurrence++;
        return occurrence == 1 ? content : Hash(at, string.Create(CultureInfo.InvariantCulture, $"{content:N}\u001F{occurrence}"));
    }

    private static Guid Hash(DateTimeOffset at, string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        // Time first: sheets are mostly in order of time, and a unique index grows several times faster at its end than all over.
        Span<byte> milliseconds = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, at.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(digest);
        // Version 8 (our own scheme), variant 1, as RFC 9562 wants its bits.
        digest[6] = (byte)(digest[6] & 0x0F | 0x80);
        digest[8] = (byte)(digest[8] & 0x3F | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
