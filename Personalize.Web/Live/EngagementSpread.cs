using System.Collections.Immutable;

namespace Personalize.Web.Live;

/// <summary>How many customers are how engaged: decayed weights of what they did, in bins that grow threefold.</summary>
/// <param name="Counts">One per bin; customers without any activity are in none.</param>
public sealed record EngagementSpread(DateTimeOffset At, ImmutableArray<int> Counts)
{
    /// <summary>Lower ends of the bins but the first, which begins at 0.</summary>
    public static ImmutableArray<double> Ends { get; } = [0.1, 0.3, 1, 3, 10, 30];

    public int Customers => Counts.Sum();

    /// <param name="values">Decayed to <paramref name="at"/>; finite, 0 or more.</param>
    public static EngagementSpread Of(DateTimeOffset at, IEnumerable<double> values)
    {
        var counts = new int[Ends.Length + 1];
        foreach (var value in values) counts[BinOf(value)]++;
        return new EngagementSpread(at, [.. counts]);
    }

    private static int BinOf(double value)
    {
        var bin = 0;
        while (bin < Ends.Length && value >= Ends[bin]) bin++;
        return bin;
    }
}

/// <param name="Before">An hour ago, or as long ago as anybody looked; null until there is one to compare with.</param>
public sealed record EngagementChange(EngagementSpread Now, EngagementSpread? Before);
