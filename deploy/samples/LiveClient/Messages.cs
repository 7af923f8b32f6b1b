namespace Personalize.Samples;

/// <summary>Something about a customer changed. Ask the API for what you show of it.</summary>
/// <param name="Aspects">profile, engagement, sentiment, recommendations, models (for everybody), deleted (the last message).</param>
/// <param name="Activities">Stored for this customer since the message before.</param>
/// <param name="Position">How far you have been told; keep it with what you keep, and name it when you come back.</param>
/// <param name="Reload">Activities could not be counted: you are new, or were away for too long.</param>
public sealed record CustomerChange(string CustomerId, IReadOnlyList<string> Aspects, int Activities, long Position, bool Reload);

/// <summary>The figures of the Live page, once a second.</summary>
/// <param name="Activities">In the first message after each connect: stored since the position that was named. Else null.</param>
public sealed record OverviewChange(long Position, int? Activities, bool Reload, OverviewFigures Figures);

public sealed record OverviewFigures(
    DateTimeOffset At, DateTimeOffset? NewestActivityAt, Figure ActivitiesPerSecond, Figure ActiveCustomers,
    Figure RecommendationsPerSecond, Figure ServeMilliseconds, Figure FallbackShare, Figure CommitMilliseconds,
    Figure ClickRate, Figure PurchaseRate, Figure Coverage, long Customers, long Items, long Activities);

/// <param name="Value">Null when there is nothing to measure yet.</param>
/// <param name="Samples">n behind the value.</param>
public sealed record Figure(double? Value, long Samples);
