namespace Personalize.Web.Recommendations.Replay;

/// <summary>What came of making a served list again.</summary>
public abstract record ReplayVerdict
{
    private ReplayVerdict()
    {
    }

    /// <summary>The same items in the same order with the same scores, to the bit.</summary>
    public sealed record Identical : ReplayVerdict;

    /// <param name="Difference">The first one, as a sentence.</param>
    public sealed record Different(string Difference) : ReplayVerdict;

    /// <summary>It cannot be made again. No other list is put in its place.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Impossible(string Why) : ReplayVerdict;
}
