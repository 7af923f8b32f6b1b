namespace Personalize.Web.Import.Running;

/// <summary>What became of a file that was offered for import.</summary>
internal abstract record SubmitResult
{
    public sealed record Queued(ImportJob Job) : SubmitResult;

    /// <summary>The same content is being imported at this moment.</summary>
    public sealed record Underway(ImportJob Job) : SubmitResult;

    /// <summary>The same content has been imported; the first import stands.</summary>
    public sealed record Known(Guid Import) : SubmitResult;
}
