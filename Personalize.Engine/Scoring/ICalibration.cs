namespace Personalize.Engine.Scoring;

/// <summary>Makes the scores of one scorer comparable with those of others.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public interface ICalibration
{
    /// <summary>The map for one customer.</summary>
    /// <param name="ofAllItems">The scorer's scores of every item of the vocabulary; NaN where it has no opinion.</param>
    IScoreMap For(ReadOnlySpan<float> ofAllItems);
}

/// <summary>A strictly increasing map from a scorer's units to [0, 1].</summary>
public interface IScoreMap
{
    /// <param name="score">Not NaN.</param>
    double Map(double score);
}
