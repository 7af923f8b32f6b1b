using Personalize.Data.Activities;

namespace Personalize.Web.Activities;

/// <summary>An accepted activity on its way to the journal.</summary>
/// <param name="CustomerKey">External key, for the stream of the Live page.</param>
/// <param name="OfferedAt">Timestamp of the time provider.</param>
internal sealed record PendingActivity(
    NewActivity Activity, string CustomerKey, long OfferedAt, Submission Submission, int Index)
{
    public void Answer(IntakeResult result) => Submission.Answer(Index, result);

    public bool TryAnswer(IntakeResult result) => Submission.TryAnswer(Index, result);
}
