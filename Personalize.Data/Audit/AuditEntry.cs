using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>
/// One change, as it was done. Entries are only ever added; each carries a keyed hash over itself and the hash before it.
/// </summary>
public sealed class AuditEntry
{
    public const int ActionMaxLength = 48;
    public const int SubjectKindMaxLength = 32;
    public const int SubjectIdMaxLength = 64;
    public const int RequestIdMaxLength = 64;

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public ActorKind ActorKind { get; set; }

    /// <summary>Number of the account or key; null for the server itself and for strangers.</summary>
    public int? ActorId { get; set; }
    public ActionSource Source { get; set; }
    public string? RequestId { get; set; }

    /// <summary>What was done: "customer.update", "account.sign-in".</summary>
    public required string Action { get; set; }

    /// <summary>One of <see cref="Subjects"/>.</summary>
    public required string SubjectKind { get; set; }

    /// <summary>Our own number of the thing, never a name or an outside key.</summary>
    public required string SubjectId { get; set; }

    /// <summary>Fields with their old and new values as JSON, sealed with the subject's own key; null for none.</summary>
    public byte[]? Changes { get; set; }

    /// <summary>The entry that this one took back.</summary>
    public long? Undoes { get; set; }

    /// <summary>HMAC-SHA256 of the entry and of the hash before it.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>
/// The key that seals one subject's values in the audit trail. Destroying it makes them unreadable without breaking the chain.
/// </summary>
public sealed class SubjectKey
{
    public required string SubjectKind { get; set; }
    public required string SubjectId { get; set; }

    /// <summary>32 random bytes, sealed by data protection.</summary>
    public required byte[] SealedKey { get; set; }
}
