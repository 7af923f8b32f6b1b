namespace Personalize.Web.Hosting;

/// <summary>Outcome of one edit. Expected outcomes are values; only faults are exceptions.</summary>
/// <typeparam name="TView">What the caller sees of the row.</typeparam>
public abstract record EditResult<TView>
{
    public sealed record Saved(TView Row) : EditResult<TView>;

    public sealed record NotFound : EditResult<TView>;

    /// <summary>Somebody else saved first; <paramref name="Current"/> is what stands now.</summary>
    public sealed record Stale(TView Current) : EditResult<TView>;

    /// <summary>The external key belongs to another row.</summary>
    public sealed record DuplicateKey(string Key) : EditResult<TView>;

    /// <summary>Messages by field name as it stands on the wire ("customer_id").</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : EditResult<TView>;
}
