namespace Personalize.Data.Accounts;

/// <summary>One thing that a caller may or may not do. Each page, route and hub method names one.</summary>
public enum Right
{
    /// <summary>See the live page, items, models and their figures.</summary>
    ViewDashboards,

    /// <summary>See customers, with personal fields masked.</summary>
    ViewCustomers,

    /// <summary>See the personal fields of customers: age, gender, social media activity.</summary>
    ViewPersonalData,

    /// <summary>Ask for recommendation lists.</summary>
    ViewRecommendations,

    /// <summary>Report what customers did.</summary>
    SendActivities,

    /// <summary>Add, change, delete and restore customers.</summary>
    EditCustomers,

    /// <summary>Add and change items.</summary>
    EditItems,

    /// <summary>Upload files, cancel imports, see their reports.</summary>
    ImportFiles,

    /// <summary>Start training, and the simulator of demonstration traffic.</summary>
    ManageModels,

    /// <summary>Keep accounts, their roles and sessions.</summary>
    ManageAccounts,

    /// <summary>Issue and revoke API keys.</summary>
    ManageApiKeys,

    /// <summary>Read, verify and export the audit trail, and undo its entries.</summary>
    ReadAudit,

    /// <summary>Set the limits beyond which the Live page speaks of a problem.</summary>
    SetLimits,
}
