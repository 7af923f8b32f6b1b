namespace Personalize.Data.Audit;

/// <summary>What an entry is to say; who, when and its place in the chain are added when it is stored.</summary>
/// <param name="Action">"customer.erase".</param>
/// <param name="SubjectKind">"customer".</param>
/// <param name="SubjectId">Our own number of the thing, or <see cref="Many"/>.</param>
public sealed record AuditNote(string Action, string SubjectKind, string SubjectId)
{
    /// <summary>Stands for the number where one entry speaks of many things.</summary>
    public const string Many = "*";

    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>The entry that this one takes back.</summary>
    public long? Undoes { get; init; }
}
