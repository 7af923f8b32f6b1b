using Personalize.Web.Activities;

namespace Personalize.Web.Health.Parts;

/// <summary>Whether activities get through: traffic that must be refused is better sent elsewhere.</summary>
internal sealed class IntakePart(IntakeHealth intake) : IPart
{
    public string Name => "Activity intake";

    public string Purpose => "takes what customers do, and stores it before it is acknowledged";

    public Task<Finding> LookAsync(CancellationToken cancellation) => intake.Problem is { } problem
        ? Finding.Of(
            PartState.Down, problem,
            "Callers are told to come again and lose nothing. If the database is down, bring it back; if it works, send less or give it a faster disk.")
        : Task.FromResult(Finding.Working("What comes in is stored at once."));
}
