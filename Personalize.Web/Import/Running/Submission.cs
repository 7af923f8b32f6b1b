namespace Personalize.Web.Import.Running;

/// <summary>What became of a file that was offered for import.</summary>
internal abstract record Submission
{
    public sealed record Queued(ImportJob Job) : Submission;

    /// <summary>The same content is being imported at this moment.</summary>
    public sealed record Underway(ImportJob Job) : Submission;

    /// <summary>The same content has been imported; the first import stands.</summary>
    public sealed record Known(Guid Import) : Submission;

    /// <summary>Too many are waiting.</summary>
    public sealed record Full : Submission;
}
