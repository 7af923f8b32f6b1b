using System.Text;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Activities;

/// <summary>What an activity must look like, apart from whether its customer and item exist. Pure.</summary>
/// <remarks>
/// Only a purchase must name an item: people like, share and comment on a shop's posts and view its pages too, and
/// that says something about their engagement, though nothing about an item.
/// </remarks>
internal static class ActivityRules
{
    /// <summary>Senders' clocks differ; this much ahead is taken as now, more is an error.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>A time before this is a default value or a wrong unit, not a memory.</summary>
    public static readonly DateTimeOffset Earliest = new(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public static string Normalise(string key) => key.Trim().Normalize(NormalizationForm.FormC);

    /// <param name="now">Receipt.</param>
    /// <returns>Messages by wire name; empty when all is well.</returns>
    public static Dictionary<string, string[]> Check(OfferedActivity activity, DateTimeOffset now)
    {
        Dictionary<string, string[]> errors = [];
        if (activity.ActivityId == Guid.Empty)
            errors["activity_id"] = ["The activity id is all zeros; send a random UUID, or none."];
        if (activity.RecommendationId == Guid.Empty)
            errors["recommendation_id"] = ["The recommendation id is all zeros; send the one that came with the list, or none."];
        if (KeyProblem(activity.CustomerId) is { } key) errors["customer_id"] = [key];
        if (!Enum.IsDefined(activity.Kind))
            errors["type"] = [$"'{(int)activity.Kind}' is no activity type; use view, like, comment, share or purchase."];
        if (ValueProblem(activity) is { } value) errors["value"] = [value];
        if (TextProblem(activity.Text) is { } text) errors["text"] = [text];
        if (TimeProblem(activity.OccurredAt, now) is { } time) errors["occurred_at"] = [time];
        if (activity.Kind == ActivityKind.Purchase && string.IsNullOrWhiteSpace(activity.Sku))
            errors["sku"] = ["A purchase must name the item that was bought."];
        return errors;
    }

    /// <summary>A time slightly ahead of ours becomes ours, so that nothing is ever younger than now.</summary>
    public static DateTimeOffset Clamp(DateTimeOffset? occurredAt, DateTimeOffset now) =>
        occurredAt is { } at && at < now ? at.ToUniversalTime() : now;

    private static string? KeyProblem(string? key)
    {
        if (string.IsNullOrWhiteSpace(key)) return "The customer id is missing.";
        if (!IsStorable(key) || key.Any(char.IsControl))
            return "The customer id holds a control character or half of a surrogate pair; send printable Unicode.";
        var length = Normalise(key).Length;
        return length > Customer.CustomerIdMaxLength
            ? $"The customer id has {length} characters; at most {Customer.CustomerIdMaxLength} are allowed."
            : null;
    }

    private static string? TextProblem(string? text) => text switch
    {
        null => null,
        { Length: > Activity.TextMaxLength } => $"The text has {text.Length} characters; at most {Activity.TextMaxLength} are allowed.",
        _ when !IsStorable(text) => "The text holds a NUL character or half of a surrogate pair; send valid Unicode.",
        _ => null,
    };

    // A lone surrogate cannot be normalised nor encoded, and PostgreSQL refuses NUL in text.
    private static bool IsStorable(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\0') return false;
            if (!char.IsSurrogate(text[index])) continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return false;
            index++;
        }

        return true;
    }

    private static string? ValueProblem(OfferedActivity activity) => activity.Value switch
    {
        null => null,
        { } value when !double.IsFinite(value) => $"The value {value} is not a finite number.",
        { } value when Math.Abs(value) > Activity.MostValue => $"The value {value} is beyond ±{Activity.MostValue:0}.",
        <= 0 when activity.Kind == ActivityKind.Purchase =>
            $"A purchase of quantity {activity.Value} is none; send a quantity above 0.",
        _ => null,
    };

    private static string? TimeProblem(DateTimeOffset? occurredAt, DateTimeOffset now)
    {
        if (occurredAt is not { } at) return null;
        if (at > now + FutureTolerance)
            return $"{at:O} lies more than {FutureTolerance.TotalMinutes:0} minutes ahead of the server's clock ({now:O}).";
        return at < Earliest ? $"{at:O} lies before 1970; send the time in ISO 8601." : null;
    }
}
