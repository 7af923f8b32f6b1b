using Personalize.Data.Activities;
using Personalize.Engine.Engagement;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;

namespace Personalize.Web.Activities;

/// <summary>The one door for activities: checks them, queues them for the writer, and answers after the commit.</summary>
public sealed class ActivityIntake
{
    /// <summary>What a caller is told to wait when the queue is full.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ActivityQueue _queue;
    private readonly IIntakeLookup _lookup;
    private readonly ActivityMeters _meters;
    private readonly TimeProvider _time;

    internal ActivityIntake(ActivityQueue queue, IIntakeLookup lookup, ActivityMeters meters, TimeProvider time)
    {
        _queue = queue;
        _lookup = lookup;
        _meters = meters;
        _time = time;
    }

    /// <summary>Counts a delivery that was not let in.</summary>
    internal void TurnedAway() => _meters.Rejected(1, "gate");

    public async Task<IntakeResult> SubmitAsync(OfferedActivity activity, CancellationToken cancellation) =>
        (await SubmitAsync([activity], cancellation))[0];

    /// <returns>One result per input, in order; invalid ones do not hold up the others.</returns>
    /// <remarks>Cancelling stops the waiting, not the storing of what was queued already; a retry with the same id is safe.</remarks>
    public async Task<IReadOnlyList<IntakeResult>> SubmitAsync(
        IReadOnlyList<OfferedActivity> activities, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var submission = new Submission(activities.Count);
        List<PendingActivity> accepted = new(activities.Count);
        var decay = await _lookup.DecayAsync(cancellation);
        for (var index = 0; index < activities.Count; index++)
        {
            var pending = await AcceptAsync(activities[index], decay, submission, index, cancellation);
            if (pending is not null) accepted.Add(pending);
        }

        var taken = await _queue.OfferAsync(accepted, cancellation);
        if (taken < accepted.Count) _meters.Rejected(accepted.Count - taken, "busy");
        for (var index = taken; index < accepted.Count; index++) accepted[index].Answer(new IntakeResult.Busy(RetryAfter));
        return await submission.Answers.WaitAsync(cancellation);
    }

    private async ValueTask<PendingActivity?> AcceptAsync(
        OfferedActivity offered, ForwardDecay decay, Submission submission, int index, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var errors = ActivityRules.Check(offered, now);
        var customerKey = errors.ContainsKey("customer_id") ? "" : ActivityRules.Normalise(offered.CustomerId);
        var customerId = customerKey.Length == 0 ? null : await _lookup.FindCustomerAsync(customerKey, cancellation);
        if (customerId is null && customerKey.Length > 0) errors["customer_id"] = [$"There is no customer '{customerKey}'."];
        var item = string.IsNullOrWhiteSpace(offered.Sku) ? null : _lookup.FindItem(offered.Sku.Trim());
        if (item is null && !string.IsNullOrWhiteSpace(offered.Sku)) errors["sku"] = [$"There is no item '{Cut(offered.Sku)}'."];

        if (errors.Count > 0)
        {
            _meters.Rejected(1, "invalid");
            submission.Answer(index, new IntakeResult.Invalid(errors));
            return null;
        }

        var at = ActivityRules.Clamp(offered.OccurredAt, now);
        var mass = decay.MassOf(_lookup.Weights.Of(offered.Kind), at);
        var activity = new NewActivity(
            offered.ActivityId ?? Guid.CreateVersion7(now), customerId!.Value, item?.Id, offered.Kind,
            offered.Value ?? 1, offered.Text, at, RecordedAt: now, offered.Source, mass)
        {
            RecommendationId = offered.RecommendationId,
        };
        return new PendingActivity(activity, customerKey, _time.GetTimestamp(), submission, index);
    }

    private static string Cut(string text) => text.Length <= 64 ? text : string.Concat(text.AsSpan(0, 64), "…");
}
