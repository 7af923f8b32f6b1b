namespace Personalize.Web.Hosting;

/// <summary>A field of a partial update: absent, or given with a value that may be null.</summary>
public readonly record struct Given<T>(bool IsGiven, T Value)
{
    public static implicit operator Given<T>(T value) => new(true, value);

    public static Given<T> ToGiven(T value) => new(true, value);

    public T Or(T current) => IsGiven ? Value : current;

    /// <summary>Works on the value where there is one.</summary>
    public Given<TResult> Then<TResult>(Func<T, TResult> work) => IsGiven ? new(true, work(Value)) : default;
}
