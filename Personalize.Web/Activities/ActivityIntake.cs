namespace Personalize.Web.Activities;

/// <summary>The one door for activities: checks them, queues them for the writer, and answers after the commit.</summary>
public sealed class ActivityIntake
{
    public Task<IntakeResult> SubmitAsync(OfferedActivity activity, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <returns>One result per input, in order; invalid ones do not hold up the others.</returns>
    public Task<IReadOnlyList<IntakeResult>> SubmitAsync(
        IReadOnlyList<OfferedActivity> activities, CancellationToken cancellation) => throw new NotImplementedException();
}
