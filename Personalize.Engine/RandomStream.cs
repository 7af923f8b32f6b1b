namespace Personalize.Engine;

/// <summary>Independent repeatable random streams: one per use and number, never per thread.</summary>
internal static class RandomStream
{
    /// <param name="seed">The run's seed.</param>
    /// <param name="use">Which part of the training draws.</param>
    /// <param name="number">Restart, block or similar.</param>
    public static Random Of(int seed, RandomUse use, int number) =>
        new(unchecked((int)Mix(Mix(Mix((ulong)seed) + (ulong)use) + (ulong)number)));

    // The finaliser of SplitMix64: neighbouring seeds give unrelated streams.
    internal static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}

/// <summary>What randomness is drawn for. Numbers are part of "same seed, same bits": never renumber.</summary>
internal enum RandomUse
{
    Clusters = 1,
    Calibration = 2,
    RatingFactors = 3,
    RatingOrder = 4,
    Bayesian = 5,
    ImplicitFactors = 6,
    SingularVectors = 7,
    Bootstrap = 8,
    RandomScores = 9,
    Splits = 10,
    Ranker = 11,
    Validation = 12,
    Survey = 20,
}
