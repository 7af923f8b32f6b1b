namespace Personalize.Web.Health.Parts;

/// <summary>Something that this server depends on or is made of, and that can fail apart from the rest.</summary>
internal interface IPart
{
    /// <summary>As people call it.</summary>
    string Name { get; }

    /// <summary>What does not work without it.</summary>
    string Purpose { get; }

    /// <summary>Asked every two seconds; whoever takes longer than the board's patience counts as down.</summary>
    Task<Finding> LookAsync(CancellationToken cancellation);
}

/// <param name="Detail">What is seen, for people: no address, no path, no text of a customer.</param>
/// <param name="NextStep">What to do about it; required unless all is well.</param>
internal sealed record Finding(PartState State, string Detail, string? NextStep)
{
    public static Finding Working(string detail) => new(PartState.Working, detail, NextStep: null);

    public static Task<Finding> Of(PartState state, string detail, string nextStep) => Task.FromResult(new Finding(state, detail, nextStep));
}
