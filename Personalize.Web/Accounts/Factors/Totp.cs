using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Personalize.Web.Accounts.Factors;

/// <summary>Time-based one-time codes as authenticator apps show them: RFC 6238 with SHA-1, six digits, half a minute.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The code one step early or late is taken too, for clocks that differ.</summary>
    private const int Tolerance = 1;

    /// <param name="key">In base 32, as the app got it.</param>
    /// <param name="usedStep">The newest step whose code was used before; it and all before it are refused.</param>
    /// <returns>The step that the code belongs to; null when it is not right.</returns>
    public static long? Match(string key, string code, DateTimeOffset now, long usedStep)
    {
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        if (digits.Length != Digits || code.Length > 2 * Digits)
            return null;
        var secret = Decode(key);
        var current = now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (step > usedStep && CodeAt(secret, step) == digits)
                return step;
        }

        return null;
    }

    /// <returns>What an app shows at that moment.</returns>
    public static string CodeAt(string key, DateTimeOffset now) => CodeAt(Decode(key), now.ToUnixTimeSeconds() / (long)Step.TotalSeconds);

    // RFC 4226 §5.3: four bytes from where the last nibble points, without the sign.
    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        List<byte> bytes = [];
        var (bits, count) = (0, 0);
        foreach (var letter in key.TrimEnd('='))
        {
            bits = ((bits << 5) | Base32.IndexOf(letter, StringComparison.OrdinalIgnoreCase)) & 0xFFF;
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)((bits >> count) & 0xFF));
        }

        return [.. bytes];
    }
}
