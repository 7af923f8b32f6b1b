namespace Personalize.Web.Recommendations;

/// <summary>Scorers in words, each with its own colour slot in every chart.</summary>
internal static class ScorerText
{
    public static string Label(string scorer) => scorer switch
    {
        "content" => "Interests",
        "cluster" => "Like-minded",
        "popularity" => "Popularity",
        "factors" => "Patterns",
        "sentiment" => "Sentiment",
        _ => scorer,
    };

    /// <summary>1 to 6; see the series tokens.</summary>
    public static int Slot(string scorer) => scorer switch
    {
        "content" => 1,
        "cluster" => 2,
        "popularity" => 4,
        "factors" => 5,
        "sentiment" => 6,
        _ => 3,
    };
}
