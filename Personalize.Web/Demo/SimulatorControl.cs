using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Demo;

/// <summary>Switches the traffic simulator for a person, and writes down who did.</summary>
internal sealed class SimulatorControl(IDbContextFactory<PersonalizeDb> databases, TrafficSimulator simulator)
{
    public async Task ToggleAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageModels);
        var stops = simulator.IsRunning;
        await using var db = await databases.OpenAsync(actor, cancellation);
        await db.NoteAsync([new AuditNote(stops ? "simulator.stop" : "simulator.start", Subjects.Simulator, AuditNote.Many)], cancellation);
        if (stops)
            simulator.Stop();
        else
            simulator.Start();
    }
}
