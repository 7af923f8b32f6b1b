using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Hosting;

namespace Personalize.Web.Demo;

/// <summary>Switches the traffic simulator for a person, and writes down who did.</summary>
internal sealed class SimulatorControl(
    IDbContextFactory<PersonalizeDb> databases, TrafficSimulator simulator, IHostEnvironment environment, IOptions<PersonalizeOptions> options)
{
    /// <summary>Whether pages show the switch: made-up traffic has no place among real customers, unless the settings ask for it.</summary>
    public bool IsOffered => environment.IsDevelopment() || options.Value.Demo.Simulator is true;

    /// <returns>Why it would play to an empty house; null when it has what it needs.</returns>
    public async Task<string?> ObstacleAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (customers, items) = (await db.Customers.AnyAsync(cancellation), await db.Items.AnyAsync(item => item.Active, cancellation));
        return (customers, items) switch
        {
            (true, true) => null,
            (false, true) => "needs customers first",
            (true, false) => "needs items first",
            _ => "needs customers and items first",
        };
    }

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
