using Personalize.Engine.Ratings;

namespace Personalize.Engine.Evaluation;

/// <summary>Random k-fold division of ratings: every rating is predicted exactly once.</summary>
/// <param name="Count">k, 2 or more.</param>
public sealed record RatingFolds(int Count)
{
    /// <returns>k folds, in the order of the data within each part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    public IEnumerable<(IReadOnlyList<Rating> Train, IReadOnlyList<Rating> Test)> Split(IReadOnlyList<Rating> ratings, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 2);
        var folds = RandomFolds.FoldOfEach(ratings.Count, Count, seed);
        for (var fold = 0; fold < Count; fold++)
        {
            yield return ([.. ratings.Where((_, at) => folds[at] != fold)], [.. ratings.Where((_, at) => folds[at] == fold)]);
        }
    }
}
