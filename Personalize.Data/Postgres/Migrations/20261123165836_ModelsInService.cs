using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ModelsInService : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ServedSince",
                table: "ModelVersions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Trial",
                table: "ModelVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Verdict",
                table: "ModelVersions",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            // Until now every training was put in service when it ended.
            migrationBuilder.Sql("UPDATE \"ModelVersions\" SET \"ServedSince\" = \"TrainedAt\" WHERE \"Published\" = TRUE");

            migrationBuilder.DropColumn(
                name: "Published",
                table: "ModelVersions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
