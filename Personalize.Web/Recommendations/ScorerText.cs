namespace Personalize.Web.Recommendations;

/// <summary>Scorers in words, each with its own colour slot in every chart.</summary>
internal static class ScorerText
{
    public static string Label(string scorer) => scorer switch
    {
        "content" => "Interests",
        "cluster" => "Like-minded",
        "popularity" => "Popularity",
        "ease" => "Goes together",
        "ials" => "Patterns",
        "pure-svd" => "Main patterns",
        "item-knn" => "Similar choices",
        "user-knn" => "Similar customers",
        "transitions" => "Often next",
        "repeat" => "Bought before",
        "explore-ranker" => "Learned ranking",
        "sentiment" => "Sentiment",
        _ => scorer,
    };

    /// <summary>1 to 6; see the series tokens. Scorers of one kind share a colour; their labels tell them apart.</summary>
    public static int Slot(string scorer) => scorer switch
    {
        "content" => 1,
        "cluster" => 2,
        "popularity" => 4,
        "ials" or "pure-svd" or "explore-ranker" => 5,
        "sentiment" => 6,
        _ => 3,
    };
}
