using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.Training;

/// <summary>Training that a person asks for or ends, and that is written down as theirs.</summary>
internal sealed class ManualTraining(IDbContextFactory<PersonalizeDb> databases, TrainingService training)
{
    public async Task StartAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageModels);
        await using var db = await databases.OpenAsync(actor, cancellation);
        await db.NoteAsync([new AuditNote("model.train", Subjects.Model, AuditNote.Many)], cancellation);
        training.Request("manual");
    }

    /// <summary>Ends the training that runs, whoever or whatever began it.</summary>
    /// <returns>False when nothing runs any more.</returns>
    public async Task<bool> CancelAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageModels);
        if (training.Status.Running is null)
            return false;
        await using var db = await databases.OpenAsync(actor, cancellation);
        await db.NoteAsync([new AuditNote("model.cancel", Subjects.Model, AuditNote.Many)], cancellation);
        return training.Cancel();
    }
}
