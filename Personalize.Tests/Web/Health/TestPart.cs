using Personalize.Web.Health.Parts;

namespace Personalize.Tests.Web.Health;

/// <summary>A part that is as the test says.</summary>
internal sealed class TestPart(string name = "Pump") : IPart
{
    public string Name => name;

    public string Purpose => "moves water";

    public Finding Finding { get; set; } = Finding.Working("It pumps.");

    /// <summary>Answers when the test completes it.</summary>
    public TaskCompletionSource<Finding>? Hanging { get; set; }

    public Exception? Fault { get; set; }

    public int Looks { get; private set; }

    public Task<Finding> LookAsync(CancellationToken cancellation)
    {
        Looks++;
        if (Fault is not null) return Task.FromException<Finding>(Fault);
        return Hanging?.Task ?? Task.FromResult(Finding);
    }

    public void Break() => Finding = new Finding(PartState.Down, "It stands still.", "Switch it on.");
}
