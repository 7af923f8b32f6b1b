namespace Personalize.Data.Audit;

/// <summary>How much one save tells the audit trail.</summary>
public enum AuditDetail
{
    /// <summary>One entry for each thing that is made, changed or deleted.</summary>
    EachThing,

    /// <summary>
    /// What is made is counted in one entry, with its numbers; changes and deletions get one each. For imports, whose beginning is
    /// an entry with the same actor and request.
    /// </summary>
    NewOnesCounted,
}
