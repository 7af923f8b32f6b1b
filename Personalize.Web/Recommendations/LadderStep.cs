using Personalize.Engine.Scoring;

namespace Personalize.Web.Recommendations;

/// <summary>The steps down to the rung that served, each with why it was used or passed over.</summary>
/// <param name="State">"skipped", "used" or "not needed".</param>
public sealed record LadderStep(Rung Rung, string State, string Why)
{
    public static IReadOnlyList<LadderStep> Of(Rung used, int purchases, long activities, int interests) =>
    [
        .. Enum.GetValues<Rung>().Select(rung => new LadderStep(
            rung,
            State: rung == used ? "used" : rung < used ? "skipped" : "not needed",
            Why: rung > used ? "A better rung served." : Evidence(rung, purchases, activities, interests))),
    ];

    private static string Evidence(Rung rung, int purchases, long activities, int interests) => rung switch
    {
        Rung.FullHistory => $"Needs {RungText.PurchasesForFullHistory} purchases of items the model knows; has {purchases}.",
        Rung.SomeHistory => $"Needs an activity on an item the model knows; has {activities}.",
        Rung.InterestsOnly => $"Needs declared interests that match the catalogue; has {interests}.",
        _ => "Needs nothing.",
    };
}
