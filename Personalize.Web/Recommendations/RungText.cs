using Personalize.Engine.Scoring;

namespace Personalize.Web.Recommendations;

/// <summary>The cold-start ladder in words.</summary>
internal static class RungText
{
    public const int PurchasesForFullHistory = 3;

    public static string Title(Rung rung) => rung switch
    {
        Rung.FullHistory => "Full history",
        Rung.SomeHistory => "Some history",
        Rung.InterestsOnly => "Declared interests",
        _ => "Popular now",
    };

    public static string Meaning(Rung rung) => rung switch
    {
        Rung.FullHistory => "Three purchases or more: the full ranking.",
        Rung.SomeHistory => "Interests learnt from a few activities, like-minded customers, popularity.",
        Rung.InterestsOnly => "Only declared interests are known: matching items first, then what is popular.",
        _ => "Nothing is known of this customer: what is popular now.",
    };
}
