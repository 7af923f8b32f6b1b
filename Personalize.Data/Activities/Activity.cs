using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>One thing that a customer did. Rows are only ever added, or erased with their customer.</summary>
public sealed class Activity
{
    public const int TextMaxLength = 4000;
    public const int SourceMaxLength = 32;
    public const double MostValue = 1e9;

    /// <summary>Logical partitions by customer, for the day one table is not enough.</summary>
    public const int Partitions = 64;

    /// <summary>Position in the journal, given by the database.</summary>
    public long Sequence { get; set; }

    /// <summary>Chosen by the sender, so that a retry is recognised. Unique.</summary>
    public Guid ActivityId { get; set; }
    public int CustomerId { get; set; }
    public int? ItemId { get; set; }
    public ActivityKind Kind { get; set; }

    /// <summary>Quantity or rating, depending on kind; finite, within ±<see cref="MostValue"/>.</summary>
    public double Value { get; set; }

    /// <summary>What was written with a comment or review.</summary>
    public string? Text { get; set; }
    public DateTimeOffset OccurredAt { get; set; }
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>The recommendation list it came from, as its sender says. That list may not be written yet, or be erased already.</summary>
    public Guid? RecommendationId { get; set; }

    /// <summary>"api", "import", "simulator" or "demo".</summary>
    public required string Source { get; set; }

    /// <summary><see cref="CustomerId"/> modulo <see cref="Partitions"/>.</summary>
    public short Partition { get; set; }
}
