using Personalize.Engine.Evaluation;

namespace Personalize.Web.Models;

/// <summary>One training, as the page shows it.</summary>
/// <param name="AsOf">Newest activity that was seen.</param>
/// <param name="Took">Reading, training and measuring.</param>
/// <param name="ServedSince">When it was last put in service; null when never.</param>
/// <param name="Verdict">Why it was put in service, or was not; null for trainings that were not judged.</param>
/// <param name="Trial">Null where too little could be held back.</param>
/// <param name="IsKept">Whether its file is still there, so that it can serve again.</param>
public sealed record ModelRow(
    long Version, DateTimeOffset TrainedAt, DateTimeOffset AsOf, int Customers, int Items, long Activities, TimeSpan Took, string Reason,
    DateTimeOffset? ServedSince, string? Verdict, ModelTrial? Trial, bool IsKept)
{
    public bool Serves { get; init; }
}
