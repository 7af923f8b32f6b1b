using System.Runtime.InteropServices;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Who guesses, and at what.</summary>
/// <param name="Target">What is guessed at: the e-mail address, or the account whose code is asked for.</param>
/// <param name="Network">Of the caller.</param>
/// <param name="Device">A browser in which the owner has signed in before; null for any other.</param>
internal sealed record Guesser(string Target, string Network, string? Device)
{
    /// <summary>By which way the guess came.</summary>
    public ActionSource Source { get; init; } = ActionSource.Page;
}

/// <param name="Wait">Zero when it may go ahead.</param>
internal sealed record GuessAttempt(TimeSpan Wait, IReadOnlyList<string> Tallies);

/// <summary>
/// Makes guessing slow without letting anybody lock somebody out: after five failures each further attempt waits longer, counted
/// by target and network and, more loosely, by target alone. A browser that the owner signed in with before has a count of
/// its own, which strangers cannot drive up.
/// </summary>
/// <remarks>In memory, for one server: a restart forgives, which is worth five guesses.</remarks>
/// <threadsafety>Safe. An attempt counts as a failure from its beginning, so that parallel guesses gain nothing.</threadsafety>
internal sealed class GuessBrake(TimeProvider clock)
{
    private const int Most = 100_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);
    private static readonly Pace Near = new("near", Free: 5, Longest: TimeSpan.FromMinutes(15));
    private static readonly Pace Device = new("device", Free: 5, Longest: TimeSpan.FromMinutes(15));

    // Loose enough that an owner on a new device gets in while a crowd of networks guesses.
    private static readonly Pace Anywhere = new("anywhere", Free: 20, Longest: TimeSpan.FromMinutes(1));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    public GuessAttempt Begin(Guesser guesser)
    {
        (Pace Pace, string Key)[] counts = guesser.Device is { } device
            ? [(Device, $"{Device.Name}\n{guesser.Target}\n{device}")]
            : [(Near, $"{Near.Name}\n{guesser.Target}\n{guesser.Network}"), (Anywhere, $"{Anywhere.Name}\n{guesser.Target}")];
        var now = clock.GetUtcNow();
        string[] keys = [.. counts.Select(count => count.Key)];
        lock (_lock)
        {
            Prune(now);
            var wait = counts.Max(count => WaitOf(count.Pace, count.Key, now));
            if (wait > TimeSpan.Zero)
                return new GuessAttempt(wait, keys);
            foreach (var key in keys)
            {
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_tallies, key, out _);
                tally = new Tally(tally.Failures + 1, now);
            }
        }

        return new GuessAttempt(TimeSpan.Zero, keys);
    }

    /// <summary>It was no guess.</summary>
    public void Succeeded(GuessAttempt attempt)
    {
        lock (_lock)
        {
            _tallies.Remove(attempt.Tallies[0]);

            // Others' failures stay counted: the owner's success must not give the guessers a fresh start.
            foreach (var key in attempt.Tallies.Skip(1))
            {
                if (_tallies.TryGetValue(key, out var tally))
                    _tallies[key] = tally with { Failures = tally.Failures - 1 };
            }
        }
    }

    private TimeSpan WaitOf(Pace pace, string key, DateTimeOffset now)
    {
        if (!_tallies.TryGetValue(key, out var tally) || tally.Failures < pace.Free || now - tally.At >= Forgotten)
            return TimeSpan.Zero;
        var seconds = Math.Min(pace.Longest.TotalSeconds, Math.Pow(2, Math.Min(tally.Failures - pace.Free, 30)));
        return tally.At + TimeSpan.FromSeconds(seconds) - now;
    }

    // Filling the table takes a checked password each, so this is rare; the oldest counts are worth the least.
    private void Prune(DateTimeOffset now)
    {
        if (_tallies.Count < Most)
            return;
        foreach (var (key, _) in _tallies.OrderBy(pair => pair.Value.At).TakeWhile((pair, index) => index < Most / 10 || now - pair.Value.At >= Forgotten).ToList())
            _tallies.Remove(key);
    }

    private sealed record Pace(string Name, int Free, TimeSpan Longest);

    private readonly record struct Tally(int Failures, DateTimeOffset At);
}
