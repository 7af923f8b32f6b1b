namespace Personalize.Data.Recommendations;

/// <summary>One serving of a list. Small, since a list that was made once may be served many times.</summary>
public sealed class ServedList
{
    /// <summary>The recommendation id given to the caller.</summary>
    public Guid Id { get; set; }
    public int CustomerId { get; set; }
    public DateTimeOffset ServedAt { get; set; }

    /// <summary>"api", "batch" or "simulator".</summary>
    public required string Source { get; set; }

    /// <summary>The <see cref="MadeList"/> that was served.</summary>
    public Guid ListId { get; set; }
}
