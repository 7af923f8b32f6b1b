namespace Personalize.Data.Audit;

/// <summary>What is wrong with an entry.</summary>
public enum AuditFault
{
    /// <summary>Its content or hash is not what was written, or nobody of us wrote it.</summary>
    Altered,

    /// <summary>There is none with this number, but there are later ones.</summary>
    Missing,

    /// <summary>What stands here was written at another place.</summary>
    Reordered,

    /// <summary>This entry, which began with a new secret, or one of those before it is not as it was then.</summary>
    PastAltered,

    /// <summary>The end of the chain is gone, from this number on or before it.</summary>
    TailCut,

    /// <summary>The note of the newest entry was not written by us.</summary>
    HeadForged,
}

/// <summary>Outcome of verifying the chain.</summary>
public abstract record AuditVerdict
{
    /// <param name="Entries">How many, from the first to the last.</param>
    /// <param name="Head">The newest entry that the file had kept, which was found; null when there is no such file, so that a cut tail could not be told.</param>
    public sealed record Intact(long Entries, long? Head) : AuditVerdict
    {
        /// <summary>
        /// The secret of the entries up to this one is lost. They are as they were when it was replaced; whether they had been
        /// altered before cannot be told. Null when all are proved.
        /// </summary>
        public long? UnprovenTo { get; init; }
    }

    /// <param name="Sequence">The first entry that is wrong.</param>
    public sealed record Broken(long Sequence, AuditFault Fault) : AuditVerdict;
}
