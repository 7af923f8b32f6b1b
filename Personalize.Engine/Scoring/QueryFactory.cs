namespace Personalize.Engine.Scoring;

/// <summary>Translates facts about a customer into the space of one model set.</summary>
public static class QueryFactory
{
    /// <param name="now">The instant that history is decayed to; later touches count as now.</param>
    public static RecommendationQuery Build(ModelSet models, CustomerFacts facts, DateTimeOffset now) =>
        throw new NotImplementedException();
}
