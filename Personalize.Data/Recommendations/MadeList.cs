namespace Personalize.Data.Recommendations;

/// <summary>A recommendation list as it was made: once, however often it is served. Never changed.</summary>
public sealed class MadeList
{
    public Guid Id { get; set; }
    public int CustomerId { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public long ModelVersion { get; set; }

    /// <summary>Rung of the cold-start ladder that served it.</summary>
    public required string Rung { get; set; }
    public List<ServedItem> Items { get; set; } = [];

    /// <summary>What it was made of, in the engine's format, so that it can be made again. Personal. Null for lists from before that was kept.</summary>
    public byte[]? Recipe { get; set; }

    /// <summary>The <see cref="ListShelf"/> that belongs to the recipe.</summary>
    public Guid? ShelfId { get; set; }
}

public sealed class ServedItem
{
    public int ItemId { get; set; }
    public double Score { get; set; }
}

/// <summary>What many recipes share: which items were to be had, in the engine's format. Nothing of any customer.</summary>
public sealed class ListShelf
{
    /// <summary>A digest of <see cref="Content"/>, so that two servers that keep the same keep it once.</summary>
    public Guid Id { get; set; }
    public required byte[] Content { get; set; }
}
