using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Personalize.Web.Accounts.Passkeys;

/// <summary>
/// Challenges that were answered. A challenge travels in a sealed cookie, so whoever copied cookie and answer could send both
/// again while the cookie lasts.
/// </summary>
/// <remarks>In memory, for one server: a restart forgets, and the cookies of before last minutes.</remarks>
/// <threadsafety>Safe.</threadsafety>
internal sealed class SpentChallenges(TimeProvider clock)
{
    /// <summary>Longer than a challenge lasts.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _spent = new(StringComparer.Ordinal);

    /// <param name="challenge">As it stands in the cookie.</param>
    /// <returns>False when it was answered before.</returns>
    public bool TrySpend(string challenge)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _spent)
        {
            if (now - at >= Kept)
                _spent.TryRemove(old, out _);
        }

        return _spent.TryAdd(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(challenge))), now);
    }
}
