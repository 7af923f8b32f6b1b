using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Audit;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Hosting;

namespace Personalize.Web.Audit;

internal static class AuditFeature
{
    private const string HeadFileName = "audit-head";

    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ISecretSeal, DataProtectionSeal>()
        .AddSingleton(provider => new AuditHeadFile(
            provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>(),
            provider.GetRequiredService<AuditWriter>(),
            Path.Combine(provider.GetRequiredService<IOptions<PersonalizeOptions>>().Value.DataFolder, HeadFileName)))
        .AddSingleton<AuditVerifier>()
        .AddSingleton<AuditRenewal>()
        .AddSingleton<AuditSecrets>()
        .AddSingleton<AuditUndoing>()
        .AddHostedService<HeadKeeper>()

        // After the keeper of the head, and so stopped before it: what is written at the end is kept too.
        .AddSingleton<IncidentTally>()
        .AddHostedService<IncidentWriter>();
}
