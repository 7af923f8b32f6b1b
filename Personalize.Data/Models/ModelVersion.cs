namespace Personalize.Data.Models;

/// <summary>One trained model set, whether it ever served or not.</summary>
public sealed class ModelVersion
{
    public const int VerdictMaxLength = 400;

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

    /// <summary>Since when it serves, or served last; null while it never did. The newest of all serves.</summary>
    public DateTimeOffset? ServedSince { get; set; }

    /// <summary>Why it was put in service, or was not: a sentence.</summary>
    public string? Verdict { get; set; }

    /// <summary>What its models found of what was held back, as JSON; null where that was too little.</summary>
    public string? Trial { get; set; }
}
