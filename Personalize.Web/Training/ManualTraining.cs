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
    public async Task<bool> CancelAsync(Actor actor)
    {
        actor.Demand(Right.ManageModels);
        if (!training.Cancel())
            return false;
        // It has ended, whether or not the one who asked is still there.
        await using var db = await databases.OpenAsync(actor, CancellationToken.None);
        await db.NoteAsync([new AuditNote("model.cancel", Subjects.Model, AuditNote.Many)], CancellationToken.None);
        return true;
    }
}
