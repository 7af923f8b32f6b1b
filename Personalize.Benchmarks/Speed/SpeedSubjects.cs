namespace Personalize.Benchmarks.Speed;

/// <summary>Everything that `speed --what` knows: one line each.</summary>
internal static class SpeedSubjects
{
    public static IReadOnlyList<SpeedSubject> All { get; } =
    [
        new("item-knn", ItemKnnSpeed.Prepare),
        new("tfidf", TfIdfSpeed.Prepare),
        new("kmeans", KMeansSpeed.Prepare),
        new("topk", TopKSpeed.Prepare),
        new("ease", FactorSpeed.Ease),
        new("als", FactorSpeed.Als),
        new("sgd", SgdSpeed.Prepare),
        new("request", RequestSpeed.Prepare),
        new("evaluate", EvaluationSpeed.Prepare),
    ];
}
