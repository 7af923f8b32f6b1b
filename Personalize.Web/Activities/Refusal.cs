using Personalize.Data.Activities;

namespace Personalize.Web.Activities;

/// <summary>The answer for an activity that passed the checks but that the database refuses.</summary>
internal static class Refusal
{
    public static IntakeResult.Invalid For(NewActivity activity) => new(new Dictionary<string, string[]>
    {
        ["customer_id"] = [activity.ItemId is null
            ? "The customer was deleted meanwhile."
            : "The customer or the item was deleted meanwhile."],
    });
}
