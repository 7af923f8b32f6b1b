using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ModelsInService : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: the tool would rebuild the table, which SQLite cannot do in a transaction.
            migrationBuilder.Sql("ALTER TABLE \"ModelVersions\" ADD COLUMN \"ServedSince\" TEXT NULL");
            migrationBuilder.Sql("ALTER TABLE \"ModelVersions\" ADD COLUMN \"Trial\" TEXT NULL");
            migrationBuilder.Sql(
                "ALTER TABLE \"ModelVersions\" ADD COLUMN \"Verdict\" TEXT NULL "
                + "CONSTRAINT \"CK_ModelVersions_Verdict_Length\" CHECK (length(\"Verdict\") <= 400)");

            // Until now every training was put in service when it ended.
            migrationBuilder.Sql("UPDATE \"ModelVersions\" SET \"ServedSince\" = \"TrainedAt\" WHERE \"Published\" = 1");
            migrationBuilder.Sql("ALTER TABLE \"ModelVersions\" DROP COLUMN \"Published\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_ModelVersions_Verdict_Length",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "ServedSince",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "Trial",
                table: "ModelVersions");

            migrationBuilder.DropColumn(
                name: "Verdict",
                table: "ModelVersions");

            migrationBuilder.AddColumn<bool>(
                name: "Published",
                table: "ModelVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
