namespace Personalize.Data.Audit;

/// <summary>Whether an entry's values can be read.</summary>
public enum AuditValues
{
    /// <summary>It has none.</summary>
    None,
    Readable,

    /// <summary>The subject was erased, and its key with it.</summary>
    Erased,

    /// <summary>Their key was lost before the secret of the chain was replaced, and is another one since.</summary>
    Lost,

    /// <summary>They are not what was sealed; verifying the chain tells where it begins.</summary>
    Unreadable,
}

/// <summary>An entry as it is shown.</summary>
/// <param name="ActorName">Of the account or key as it is called today; null for the server itself, or when it is gone.</param>
/// <param name="Changes">Empty unless readable.</param>
public sealed record AuditLine(AuditEntry Entry, string? ActorName, AuditValues Values, IReadOnlyList<FieldChange> Changes)
{
    private const string Illegible = "?";

    /// <summary>
    /// What people call the subject: customer id, SKU, e-mail address, name of the key or file. Null when it is gone, or the entry speaks of many.
    /// </summary>
    public string? SubjectName { get; init; }

    /// <summary>What took the entry back; null while it stands.</summary>
    public AuditReversal? UndoneBy { get; init; }

    /// <summary>Stands for an entry whose columns hold what no entry can hold: somebody has altered it.</summary>
    internal static AuditLine OfIllegible(long sequence) => new(
        new AuditEntry
        {
            Sequence = sequence,
            At = DateTimeOffset.UnixEpoch,
            Action = Illegible,
            SubjectKind = Illegible,
            SubjectId = Illegible,
            Hash = [],
        },
        Illegible, AuditValues.Unreadable, []);
}

/// <summary>That an entry was taken back.</summary>
/// <param name="Entry">The entry that did it.</param>
/// <param name="ActorName">Who did it, as they are called today; null for the server itself, or when they are gone.</param>
public sealed record AuditReversal(AuditEntry Entry, string? ActorName);
