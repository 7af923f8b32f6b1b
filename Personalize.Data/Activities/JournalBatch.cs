using System.Runtime.InteropServices;
using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>What a batch adds to one customer.</summary>
internal record struct CustomerGrowth(double EngagementMass, int Count, DateTime LastActivityAt)
{
    public void Add(double engagementMass, DateTime occurredAt)
    {
        EngagementMass += engagementMass;
        Count++;
        if (occurredAt > LastActivityAt) LastActivityAt = occurredAt;
    }
}

/// <summary>What both journals check before they touch the database, and how the one for SQLite sums a batch.</summary>
internal static class JournalBatch
{
    /// <summary>Refuses figures that would poison sums; databases disagree on what to do with them.</summary>
    /// <exception cref="JournalRejectedException">An activity is not storable.</exception>
    public static void Check(IReadOnlyList<NewActivity> batch)
    {
        foreach (var activity in batch)
        {
            if (!double.IsFinite(activity.Value))
                throw Rejected(activity, $"has the value {activity.Value}; it must be finite");
            if (!double.IsFinite(activity.EngagementMass) || activity.EngagementMass < 0)
                throw Rejected(activity, $"has the engagement mass {activity.EngagementMass}; it must be finite and not negative");
            if (activity.Text?.Length > Activity.TextMaxLength)
                throw Rejected(activity, $"has a text of {activity.Text.Length} characters; at most {Activity.TextMaxLength} are kept");
            if (!Enum.IsDefined(activity.Kind))
                throw Rejected(activity, $"is of kind {(int)activity.Kind}; kinds are {string.Join(", ", Enum.GetNames<ActivityKind>())}");
            if (!IsWellFormed(activity.Text) || !IsWellFormed(activity.Source))
                throw Rejected(activity, "has half a surrogate pair in its text or source; no database can keep one");
            if (activity.Text?.Contains('\0', StringComparison.Ordinal) is true)
                throw Rejected(activity, "has a NUL character in its text; PostgreSQL cannot keep one");
            if (activity.Source.Length is 0 or > Activity.SourceMaxLength)
                throw Rejected(activity, $"has a source of {activity.Source.Length} characters; 1 to {Activity.SourceMaxLength} are allowed");
        }
    }

    public static void Add(Dictionary<int, CustomerGrowth> growth, NewActivity activity)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(growth, activity.CustomerId, out _);
        sum.Add(activity.EngagementMass, Instant.ToStored(activity.OccurredAt));
    }

    public static JournalRejectedException NoSuchCustomer(int customerId) =>
        new($"Customer {customerId} does not exist or is deleted; nothing of the batch was stored.");

    private static bool IsWellFormed(string? text)
    {
        for (var at = 0; at < (text?.Length ?? 0); at++)
        {
            if (!char.IsSurrogate(text![at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            at++;
        }

        return true;
    }

    private static JournalRejectedException Rejected(NewActivity activity, string because) =>
        new($"Activity {activity.ActivityId} {because}; nothing of the batch was stored.");
}
