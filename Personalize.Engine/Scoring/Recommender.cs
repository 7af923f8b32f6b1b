namespace Personalize.Engine.Scoring;

/// <summary>Turns a query into an explained list: candidates, exclusions, hybrid score, ladder, ranking.</summary>
public static class Recommender
{
    public static RecommendationList Recommend(ModelSet models, RecommendationQuery query, RecommendationRequest request) =>
        throw new NotImplementedException();
}
