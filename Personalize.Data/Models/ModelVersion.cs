namespace Personalize.Data.Models;

/// <summary>One trained model set, published or not.</summary>
public sealed class ModelVersion
{
    public long Version { get; set; }
    public DateTimeOffset TrainedAt { get; set; }

    /// <summary>Newest activity that was seen.</summary>
    public DateTimeOffset AsOf { get; set; }
    public int Customers { get; set; }
    public int Items { get; set; }
    public long Activities { get; set; }
    public double DurationSeconds { get; set; }

    /// <summary>Why it was trained: "start", "timer", "import", "manual".</summary>
    public required string Reason { get; set; }
    public required string SettingsDigest { get; set; }
    public bool Published { get; set; }
}
