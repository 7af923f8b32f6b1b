namespace Personalize.Data.Recommendations;

/// <summary>A recommendation list as it was served.</summary>
public sealed class ServedList
{
    /// <summary>The recommendation id given to the caller.</summary>
    public Guid Id { get; set; }
    public int CustomerId { get; set; }
    public DateTimeOffset ServedAt { get; set; }
    public long ModelVersion { get; set; }

    /// <summary>Rung of the cold-start ladder that served it.</summary>
    public required string Rung { get; set; }

    /// <summary>"api", "page" or "batch".</summary>
    public required string Source { get; set; }
    public List<ServedItem> Items { get; set; } = [];
}

public sealed class ServedItem
{
    public int ItemId { get; set; }
    public double Score { get; set; }
}
