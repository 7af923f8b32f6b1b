using Personalize.Engine.Scoring;

namespace Personalize.Engine.Replay;

/// <summary>All that goes into one list besides the models. Made again of the same models, the list is the same to the bit.</summary>
public sealed record ListRecipe
{
    public required long ModelVersion { get; init; }

    /// <summary>Tells the models from others that were given the same version, as after a database was restored.</summary>
    public required DateTimeOffset ModelsTrainedAt { get; init; }

    /// <summary>The instant that the customer's history was decayed to.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The customer as the engine saw them. Personal.</summary>
    public required CustomerFacts Facts { get; init; }

    /// <summary>What was asked for, with the rules of that moment.</summary>
    public required RecommendationRequest Request { get; init; }

    /// <param name="at">The instant of the query; see <see cref="QueryFactory.Build"/>.</param>
    public static ListRecipe Of(ModelSet models, CustomerFacts facts, DateTimeOffset at, RecommendationRequest request) => new()
    {
        ModelVersion = models.Version,
        ModelsTrainedAt = models.TrainedAt,
        At = at,
        Facts = facts,
        Request = request,
    };

    /// <returns>Whether these are the models that it is a recipe for.</returns>
    public bool IsFor(ModelSet models) => models.Version == ModelVersion && models.TrainedAt == ModelsTrainedAt;

    /// <exception cref="ArgumentException">It is a recipe for other models.</exception>
    public RecommendationList Make(ModelSet models)
    {
        if (!IsFor(models))
            throw new ArgumentException($"The list was made of version {ModelVersion}, trained {ModelsTrainedAt:O}; these are {models.Version}, trained {models.TrainedAt:O}.", nameof(models));
        return Recommender.Recommend(models, QueryFactory.Build(models, Facts, At), Request);
    }
}
