namespace Personalize.Engine.Scoring;

/// <summary>What a scorer needs from a query before it can have an opinion.</summary>
/// <remarks>The vocabulary of all scorers that may be added; content needs interests, like-mindedness a cluster, the others nothing.</remarks>
[Flags]
public enum Evidence
{
    None = 0,
    History = 1,
    Interests = 2,
    Factors = 4,
    Cluster = 8,
    Sentiment = 16,
}
