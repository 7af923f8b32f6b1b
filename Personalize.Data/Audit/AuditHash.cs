using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Personalize.Data.Audit;

/// <summary>
/// The keyed hash that chains entries. Every part is written with its length before it, so that no two entries share their
/// bytes: moving a character from one field to the next gives another hash.
/// </summary>
internal static class AuditHash
{
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Hash before the first entry.</summary>
    public static readonly byte[] Origin = new byte[Length];

    private const string EntryLabel = "personalize audit entry 1";
    private const string HeadLabel = "personalize audit head 1";
    private const string PastLabel = "personalize audit past 1";

    public static byte[] OfEntry(byte[] secret, byte[] before, AuditEntry entry) => OfEntry(secret, before, entry, entry.Sequence);

    /// <param name="sequence">The place to hash it for; another than its own when looking where it belongs.</param>
    public static byte[] OfEntry(byte[] secret, byte[] before, AuditEntry entry, long sequence)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Text(bytes, EntryLabel);
        Bytes(bytes, before);
        Number(bytes, sequence);
        Number(bytes, entry.At.UtcTicks);
        Text(bytes, entry.ActorKind.ToString());
        Number(bytes, entry.ActorId);
        Text(bytes, entry.Source.ToString());
        Text(bytes, entry.RequestId);
        Text(bytes, entry.Action);
        Text(bytes, entry.SubjectKind);
        Text(bytes, entry.SubjectId);
        Bytes(bytes, entry.Changes);
        Number(bytes, entry.Undoes);
        return HMACSHA256.HashData(secret, bytes.WrittenSpan);
    }

    /// <summary>Hash over an entry and all before it as they stand, whatever secret they were written with.</summary>
    /// <param name="before">The same of the entry before; <see cref="Origin"/> for the first.</param>
    /// <param name="entry">Null where the row holds what no entry can hold.</param>
    public static byte[] OfPast(byte[] secret, byte[] before, long sequence, AuditEntry? entry)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        Text(bytes, PastLabel);
        Bytes(bytes, before);
        Number(bytes, sequence);
        Bytes(bytes, entry is null ? null : OfEntry(secret, before, entry));
        Bytes(bytes, entry?.Hash);
        return HMACSHA256.HashData(secret, bytes.WrittenSpan);
    }

    public static byte[] OfHead(byte[] secret, long sequence, byte[] hash)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        Text(bytes, HeadLabel);
        Number(bytes, sequence);
        Bytes(bytes, hash);
        return HMACSHA256.HashData(secret, bytes.WrittenSpan);
    }

    private static void Text(ArrayBufferWriter<byte> bytes, string? text) => Bytes(bytes, text is null ? null : Encoding.UTF8.GetBytes(text));

    // Nothing has a length too, one that no value has.
    private static void Bytes(ArrayBufferWriter<byte> bytes, byte[]? value)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), value?.Length ?? -1);
        bytes.Advance(sizeof(int));
        bytes.Write(value);
    }

    private static void Number(ArrayBufferWriter<byte> bytes, long? value)
    {
        if (value is not { } number)
        {
            Bytes(bytes, null);
            return;
        }

        var written = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(written, number);
        Bytes(bytes, written);
    }
}
