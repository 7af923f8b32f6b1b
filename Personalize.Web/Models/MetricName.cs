namespace Personalize.Web.Models;

/// <summary>Metrics as people call them.</summary>
internal static class MetricName
{
    public static string Of(string metric) => metric switch
    {
        "ndcg@10/cut" => "NDCG@10",
        "recall@10" => "Recall@10",
        "precision@10" => "Precision@10",
        "f1@10" => "F1@10",
        "map@10" => "MAP@10",
        "novelty@10" => "Novelty@10",
        "coverage@10" => "Coverage@10",
        _ => metric,
    };
}
