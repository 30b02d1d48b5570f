PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'python3');
INSERT INTO "argument" VALUES(1,'fib.py');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(9.15555555555555659018e-05,1.53037589557315695243e-01,'DE','Germany',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'model','node','node share','server model fitted on SPECpower_ssj2008 wall power','node','total','modelled',0.0,0.0,-1);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,2.77074718539915343384e+00,1.5042182608519891751e+00,1.1004169089904469736e+00,8.27166564787202435171e-02,8.3395359077997180397e-02,1.32640246794237537386e+00,9.9152848499130349924e-02,2.94839322067655187908e-02,1,2.10733408566570945552e+00,6.66207440340524925659e-01,7.74731452403554898822e-01,1.45377495247637411601e+00,2,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_call_with_frames_removed','','<frozen importlib._bootstrap>',233,NULL,'python');
INSERT INTO "function" VALUES(1,'BuiltinImporter.exec_module','','<frozen importlib._bootstrap>',780,NULL,'python');
INSERT INTO "function" VALUES(2,'_load_unlocked','','<frozen importlib._bootstrap>',666,NULL,'python');
INSERT INTO "function" VALUES(3,'_find_and_load_unlocked','','<frozen importlib._bootstrap>',1122,NULL,'python');
INSERT INTO "function" VALUES(4,'_find_and_load','','<frozen importlib._bootstrap>',1167,NULL,'python');
INSERT INTO "function" VALUES(5,'<module>','','<frozen importlib._bootstrap_external>',1,NULL,'python');
INSERT INTO "function" VALUES(6,'FrozenImporter.exec_module','','<frozen importlib._bootstrap>',977,NULL,'python');
INSERT INTO "function" VALUES(7,'_install_external_importers','','<frozen importlib._bootstrap>',1362,NULL,'python');
INSERT INTO "function" VALUES(8,'SourceLoader.source_to_code','','<frozen importlib._bootstrap_external>',999,NULL,'python');
INSERT INTO "function" VALUES(9,'SourceLoader.get_code','','<frozen importlib._bootstrap_external>',1007,NULL,'python');
INSERT INTO "function" VALUES(10,'_LoaderBasics.exec_module','','<frozen importlib._bootstrap_external>',934,NULL,'python');
INSERT INTO "function" VALUES(11,'execsitecustomize','','<frozen site>',563,NULL,'python');
INSERT INTO "function" VALUES(12,'main','','<frozen site>',603,NULL,'python');
INSERT INTO "function" VALUES(13,'<module>','','<frozen site>',1,NULL,'python');
INSERT INTO "function" VALUES(14,'_code_to_timestamp_pyc','','<frozen importlib._bootstrap_external>',740,NULL,'python');
INSERT INTO "function" VALUES(15,'FileLoader.get_data','','<frozen importlib._bootstrap_external>',1127,NULL,'python');
INSERT INTO "function" VALUES(16,'<module>','','/usr/lib/python3.11/collections/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(17,'<module>','','/usr/lib/python3.11/functools.py',1,NULL,'python');
INSERT INTO "function" VALUES(18,'<module>','','/usr/lib/python3.11/threading.py',1,NULL,'python');
INSERT INTO "function" VALUES(19,'_trace_new_threads','','/dev/shm/calo-1000-pmaHtn/trace/python/sitecustomize.py',224,NULL,'python');
INSERT INTO "function" VALUES(20,'_trace','','/dev/shm/calo-1000-pmaHtn/trace/python/sitecustomize.py',132,NULL,'python');
INSERT INTO "function" VALUES(21,'<module>','','/dev/shm/calo-1000-pmaHtn/trace/python/sitecustomize.py',1,NULL,'python');
INSERT INTO "function" VALUES(22,'fib','','/home/user/projects/traced/fib.py',1,NULL,'python');
INSERT INTO "function" VALUES(23,'Table.row','','/home/user/projects/traced/fib.py',10,NULL,'python');
INSERT INTO "function" VALUES(24,'Table.text.<locals>.<genexpr>','','/home/user/projects/traced/fib.py',14,NULL,'python');
INSERT INTO "function" VALUES(25,'Table.text','','/home/user/projects/traced/fib.py',13,NULL,'python');
INSERT INTO "function" VALUES(26,'<module>','','/home/user/projects/traced/fib.py',1,NULL,'python');
INSERT INTO "function" VALUES(27,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(28,'Py_BytesMain','','',0,0,'native');
INSERT INTO "function" VALUES(29,'python3.11+0x627e90','','',0,0,'native');
INSERT INTO "function" VALUES(30,'python3.11+0x627fe0','','',0,0,'native');
INSERT INTO "function" VALUES(31,'_Py_PreInitializeFromPyArgv','','',0,0,'native');
INSERT INTO "function" VALUES(32,'_Py_SetLocaleFromEnv','','',0,0,'native');
INSERT INTO "function" VALUES(33,'Py_InitializeFromConfig','','',0,0,'native');
INSERT INTO "function" VALUES(34,'python3.11+0x63ce40','','',0,0,'native');
INSERT INTO "function" VALUES(35,'python3.11+0x63ce90','','',0,0,'native');
INSERT INTO "function" VALUES(36,'PyObject_CallMethod','','',0,0,'native');
INSERT INTO "function" VALUES(37,'python3.11+0x512cc0','','',0,0,'native');
INSERT INTO "function" VALUES(38,'_PyFunction_Vectorcall','','',0,0,'native');
INSERT INTO "function" VALUES(39,'python3.11+0x4517d5','','',0,0,'native');
INSERT INTO "function" VALUES(40,'PyObject_CallMethodObjArgs','','',0,0,'native');
INSERT INTO "function" VALUES(41,'python3.11+0x545f70','','',0,0,'native');
INSERT INTO "function" VALUES(42,'PyObject_Vectorcall','','',0,0,'native');
INSERT INTO "function" VALUES(43,'python3.11+0x53ad40','','',0,0,'native');
INSERT INTO "function" VALUES(44,'python3.11+0x58dfd0','','',0,0,'native');
INSERT INTO "function" VALUES(45,'PyEval_EvalCode','','',0,0,'native');
INSERT INTO "function" VALUES(46,'python3.11+0x545910','','',0,0,'native');
INSERT INTO "function" VALUES(47,'python3.11+0x63c840','','',0,0,'native');
INSERT INTO "function" VALUES(48,'PyModule_ExecDef','','',0,0,'native');
INSERT INTO "function" VALUES(49,'python3.11+0x595370','','',0,0,'native');
INSERT INTO "function" VALUES(50,'python3.11+0x597070','','',0,0,'native');
INSERT INTO "function" VALUES(51,'python3.11+0x44959e','','',0,0,'native');
INSERT INTO "function" VALUES(52,'PyImport_ImportModule','','',0,0,'native');
INSERT INTO "function" VALUES(53,'PyImport_Import','','',0,0,'native');
INSERT INTO "function" VALUES(54,'PyObject_CallFunction','','',0,0,'native');
INSERT INTO "function" VALUES(55,'python3.11+0x59d710','','',0,0,'native');
INSERT INTO "function" VALUES(56,'PyObject_Call','','',0,0,'native');
INSERT INTO "function" VALUES(57,'python3.11+0x649190','','',0,0,'native');
INSERT INTO "function" VALUES(58,'python3.11+0x649990','','',0,0,'native');
INSERT INTO "function" VALUES(59,'python3.11+0x64c520','','',0,0,'native');
INSERT INTO "function" VALUES(60,'PyUnicode_InternFromString','','',0,0,'native');
INSERT INTO "function" VALUES(61,'python3.11+0x4fba20','','',0,0,'native');
INSERT INTO "function" VALUES(62,'_PyObject_MakeTpCall','','',0,0,'native');
INSERT INTO "function" VALUES(63,'python3.11+0x5b9090','','',0,0,'native');
INSERT INTO "function" VALUES(64,'python3.11+0x46e991','','',0,0,'native');
INSERT INTO "function" VALUES(65,'python3.11+0x430f05','','',0,0,'native');
INSERT INTO "function" VALUES(66,'python3.11+0x5ac0b0','','',0,0,'native');
INSERT INTO "function" VALUES(67,'PyFile_OpenCodeObject','','',0,0,'native');
INSERT INTO "function" VALUES(68,'_PyObject_CallMethod','','',0,0,'native');
INSERT INTO "function" VALUES(69,'python3.11+0x55bf90','','',0,0,'native');
INSERT INTO "function" VALUES(70,'python3.11+0x5ac260','','',0,0,'native');
INSERT INTO "function" VALUES(71,'_PyObject_CallFunction_SizeT','','',0,0,'native');
INSERT INTO "function" VALUES(72,'python3.11+0x5acdd0','','',0,0,'native');
INSERT INTO "function" VALUES(73,'Py_RunMain','','',0,0,'native');
INSERT INTO "function" VALUES(74,'_PyRun_AnyFileObject','','',0,0,'native');
INSERT INTO "function" VALUES(75,'_PyRun_SimpleFileObject','','',0,0,'native');
INSERT INTO "function" VALUES(76,'python3.11+0x6516f0','','',0,0,'native');
INSERT INTO "function" VALUES(77,'python3.11+0x645690','','',0,0,'native');
INSERT INTO "function" VALUES(78,'python3.11+0x647d50','','',0,0,'native');
INSERT INTO "function" VALUES(79,'python3.11+0x599b00','','',0,0,'native');
INSERT INTO "function" VALUES(80,'PySequence_List','','',0,0,'native');
INSERT INTO "function" VALUES(81,'python3.11+0x57f6f0','','',0,0,'native');
INSERT INTO "function" VALUES(82,'python3.11+0x580e30','','',0,0,'native');
INSERT INTO "function" VALUES(83,'python3.11+0x680470','','',0,0,'native');
INSERT INTO "function" VALUES(84,'python3.11+0x67f350','','',0,0,'native');
INSERT INTO "function" VALUES(85,'python3.11+0x5efe60','','',0,0,'native');
INSERT INTO "function" VALUES(86,'_PyTime_GetPerfCounter','','',0,0,'native');
INSERT INTO "function" VALUES(87,'python3.11+0x62cbd0','','',0,0,'native');
INSERT INTO "function" VALUES(88,'clock_gettime@plt','','',0,0,'native');
INSERT INTO "function" VALUES(89,'__libc_start_main_impl','__libc_start_main','../csu/libc-start.c',234,6,'native');
INSERT INTO "function" VALUES(90,'__libc_start_call_main','','../sysdeps/nptl/libc_start_call_main.h',23,6,'native');
INSERT INTO "function" VALUES(91,'setlocale','__GI_setlocale','locale/setlocale.c',217,6,'native');
INSERT INTO "function" VALUES(92,'_nl_find_locale','','locale/findlocale.c',101,6,'native');
INSERT INTO "function" VALUES(93,'_nl_expand_alias','','intl/localealias.c',149,6,'native');
INSERT INTO "function" VALUES(94,'read_alias_file','','intl/localealias.c',210,6,'native');
INSERT INTO "function" VALUES(95,'__fgets_unlocked','__GI___fgets_unlocked','libio/iofgets_u.c',31,6,'native');
INSERT INTO "function" VALUES(96,'_IO_getline_info','__GI__IO_getline_info','libio/iogetline.c',47,6,'native');
INSERT INTO "function" VALUES(97,'_IO_default_uflow','__GI__IO_default_uflow','libio/genops.c',360,6,'native');
INSERT INTO "function" VALUES(98,'_IO_new_file_underflow','_IO_file_underflow','libio/fileops.c',460,6,'native');
INSERT INTO "function" VALUES(99,'_IO_doallocbuf','__GI__IO_doallocbuf','libio/genops.c',342,6,'native');
INSERT INTO "function" VALUES(100,'_IO_file_doallocate','__GI__IO_file_doallocate','libio/filedoalloc.c',77,6,'native');
INSERT INTO "function" VALUES(101,'__fstatat64','__GI___fstatat64','../sysdeps/unix/sysv/linux/fstatat64.c',152,6,'native');
INSERT INTO "function" VALUES(102,'msort_with_tmp','','stdlib/msort.c',39,6,'native');
INSERT INTO "function" VALUES(103,'__qsort_r','__GI___qsort_r','stdlib/msort.c',164,6,'native');
INSERT INTO "function" VALUES(104,'__memcpy_avx512_unaligned_erms','','../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S',0,6,'native');
INSERT INTO "function" VALUES(105,'__libc_open64','open','../sysdeps/unix/sysv/linux/open64.c',29,6,'native');
INSERT INTO "function" VALUES(106,'_start','','',0,8,'native');
INSERT INTO "function" VALUES(107,'_dl_start_final','','elf/rtld.c',450,8,'native');
INSERT INTO "function" VALUES(108,'_dl_start','','elf/rtld.c',519,8,'native');
INSERT INTO "function" VALUES(109,'_dl_sysdep_start','','../sysdeps/unix/sysv/linux/dl-sysdep.c',99,8,'native');
INSERT INTO "function" VALUES(110,'dl_main','','elf/rtld.c',1409,8,'native');
INSERT INTO "function" VALUES(111,'handle_preload_list','','elf/rtld.c',875,8,'native');
INSERT INTO "function" VALUES(112,'do_preload','','elf/rtld.c',811,8,'native');
INSERT INTO "function" VALUES(113,'_dl_catch_error','','elf/dl-error-skeleton.c',223,8,'native');
INSERT INTO "function" VALUES(114,'_dl_catch_exception','','elf/dl-error-skeleton.c',173,8,'native');
INSERT INTO "function" VALUES(115,'map_doit','','elf/rtld.c',643,8,'native');
INSERT INTO "function" VALUES(116,'_dl_map_object','','elf/dl-load.c',1969,8,'native');
INSERT INTO "function" VALUES(117,'elf_get_dynamic_info','','elf/get-dynamic-info.h',29,8,'native');
INSERT INTO "function" VALUES(118,'_dl_map_object_from_fd','','elf/dl-load.c',940,8,'native');
INSERT INTO "function" VALUES(119,'_dl_relocate_object','','elf/dl-reloc.c',205,8,'native');
INSERT INTO "function" VALUES(120,'_lsprof.cpython-311-x86_64-linux-gnu.so+0x2980','','',0,9,'native');
INSERT INTO "function" VALUES(121,'_lsprof.cpython-311-x86_64-linux-gnu.so+0x3470','','',0,9,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.107241942,1.39825963333333348065e-02,2.79651926666666661436e-02,3.68699999999999583621e-03,2.43652110000002891654e-02,0.0,1,1,4751360.0,2866176.0,0.0,383,0,77,13119.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(1,0.107241942,0.713801514,1.7065940366666665362e-01,7.00078073333333383843e-02,1.76309999999999938991e-02,0.0,0.0,0,0,0.0,NULL,NULL,1101,2,436,309201.0,55396.0,20480.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,4.65585183899845933552e-01,2.25994599789585054461e-01,1.43575646694913350298e-01,1.26195783373503900293e-02,8.33953590779971387636e-02,0.135428196958756,1.19034584203456545586e-02,1.38089634361617807911e-02,'good');
INSERT INTO "interval_energy" VALUES(1,0,2.30516200149930750029e+00,1.27822366106240403738e+00,9.56841262295533567794e-01,7.00970781413698534878e-02,4.16333634234433702658e-17,1.19097427098361929864e+00,0.0872493900787847,1.56749687706037379997e-02,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,6454224);
INSERT INTO "location" VALUES(1,6,160516);
INSERT INTO "location" VALUES(2,6,160329);
INSERT INTO "location" VALUES(3,0,6454582);
INSERT INTO "location" VALUES(4,0,6454943);
INSERT INTO "location" VALUES(5,0,6455318);
INSERT INTO "location" VALUES(6,0,6456098);
INSERT INTO "location" VALUES(7,0,6459738);
INSERT INTO "location" VALUES(8,6,206307);
INSERT INTO "location" VALUES(9,6,208184);
INSERT INTO "location" VALUES(10,6,232344);
INSERT INTO "location" VALUES(11,6,230959);
INSERT INTO "location" VALUES(12,6,524332);
INSERT INTO "location" VALUES(13,6,487305);
INSERT INTO "location" VALUES(14,6,536913);
INSERT INTO "location" VALUES(15,6,532995);
INSERT INTO "location" VALUES(16,6,536735);
INSERT INTO "location" VALUES(17,6,481438);
INSERT INTO "location" VALUES(18,6,1013866);
INSERT INTO "location" VALUES(19,8,109431);
INSERT INTO "location" VALUES(20,8,113867);
INSERT INTO "location" VALUES(21,8,107342);
INSERT INTO "location" VALUES(22,8,127095);
INSERT INTO "location" VALUES(23,8,114470);
INSERT INTO "location" VALUES(24,8,110991);
INSERT INTO "location" VALUES(25,8,99486);
INSERT INTO "location" VALUES(26,8,99344);
INSERT INTO "location" VALUES(27,8,109716);
INSERT INTO "location" VALUES(28,8,32964);
INSERT INTO "location" VALUES(29,8,28805);
INSERT INTO "location" VALUES(30,8,122424);
INSERT INTO "location" VALUES(31,8,56780);
INSERT INTO "location" VALUES(32,0,6455384);
INSERT INTO "location" VALUES(33,0,6458833);
INSERT INTO "location" VALUES(34,0,6540910);
INSERT INTO "location" VALUES(35,0,6541125);
INSERT INTO "location" VALUES(36,0,5617547);
INSERT INTO "location" VALUES(37,0,5319923);
INSERT INTO "location" VALUES(38,0,5622224);
INSERT INTO "location" VALUES(39,NULL,0);
INSERT INTO "location" VALUES(40,0,4528836);
INSERT INTO "location" VALUES(41,0,5777130);
INSERT INTO "location" VALUES(42,0,5530190);
INSERT INTO "location" VALUES(43,NULL,0);
INSERT INTO "location" VALUES(44,NULL,0);
INSERT INTO "location" VALUES(45,NULL,0);
INSERT INTO "location" VALUES(46,NULL,0);
INSERT INTO "location" VALUES(47,0,5483707);
INSERT INTO "location" VALUES(48,0,5483910);
INSERT INTO "location" VALUES(49,0,5824765);
INSERT INTO "location" VALUES(50,0,5387962);
INSERT INTO "location" VALUES(51,NULL,0);
INSERT INTO "location" VALUES(52,NULL,0);
INSERT INTO "location" VALUES(53,NULL,0);
INSERT INTO "location" VALUES(54,0,5527906);
INSERT INTO "location" VALUES(55,0,6539339);
INSERT INTO "location" VALUES(56,0,5614030);
INSERT INTO "location" VALUES(57,0,5857856);
INSERT INTO "location" VALUES(58,0,5861532);
INSERT INTO "location" VALUES(59,6,261429);
INSERT INTO "location" VALUES(60,6,260515);
INSERT INTO "location" VALUES(61,6,1497210);
INSERT INTO "location" VALUES(62,0,4495695);
INSERT INTO "location" VALUES(63,0,5886135);
INSERT INTO "location" VALUES(64,0,5886553);
INSERT INTO "location" VALUES(65,0,5318562);
INSERT INTO "location" VALUES(66,0,5888034);
INSERT INTO "location" VALUES(67,NULL,0);
INSERT INTO "location" VALUES(68,NULL,0);
INSERT INTO "location" VALUES(69,NULL,0);
INSERT INTO "location" VALUES(70,NULL,0);
INSERT INTO "location" VALUES(71,NULL,0);
INSERT INTO "location" VALUES(72,NULL,0);
INSERT INTO "location" VALUES(73,0,5677952);
INSERT INTO "location" VALUES(74,0,6591252);
INSERT INTO "location" VALUES(75,0,6597946);
INSERT INTO "location" VALUES(76,0,6604136);
INSERT INTO "location" VALUES(77,0,5224767);
INSERT INTO "location" VALUES(78,0,5225667);
INSERT INTO "location" VALUES(79,NULL,0);
INSERT INTO "location" VALUES(80,NULL,0);
INSERT INTO "location" VALUES(81,0,5341028);
INSERT INTO "location" VALUES(82,0,6001161);
INSERT INTO "location" VALUES(83,0,4647363);
INSERT INTO "location" VALUES(84,NULL,0);
INSERT INTO "location" VALUES(85,NULL,0);
INSERT INTO "location" VALUES(86,NULL,0);
INSERT INTO "location" VALUES(87,NULL,0);
INSERT INTO "location" VALUES(88,NULL,0);
INSERT INTO "location" VALUES(89,0,4407988);
INSERT INTO "location" VALUES(90,NULL,0);
INSERT INTO "location" VALUES(91,NULL,0);
INSERT INTO "location" VALUES(92,NULL,0);
INSERT INTO "location" VALUES(93,NULL,0);
INSERT INTO "location" VALUES(94,0,5947653);
INSERT INTO "location" VALUES(95,0,5947756);
INSERT INTO "location" VALUES(96,0,5947966);
INSERT INTO "location" VALUES(97,0,5619763);
INSERT INTO "location" VALUES(98,0,5948653);
INSERT INTO "location" VALUES(99,0,5828356);
INSERT INTO "location" VALUES(100,0,5951455);
INSERT INTO "location" VALUES(101,6,1015825);
INSERT INTO "location" VALUES(102,0,6619262);
INSERT INTO "location" VALUES(103,0,6623971);
INSERT INTO "location" VALUES(104,0,6624442);
INSERT INTO "location" VALUES(105,0,6625135);
INSERT INTO "location" VALUES(106,0,6575854);
INSERT INTO "location" VALUES(107,0,6585750);
INSERT INTO "location" VALUES(108,NULL,0);
INSERT INTO "location" VALUES(109,NULL,0);
INSERT INTO "location" VALUES(110,0,5872514);
INSERT INTO "location" VALUES(111,0,5980692);
INSERT INTO "location" VALUES(112,0,5765460);
INSERT INTO "location" VALUES(113,0,5770942);
INSERT INTO "location" VALUES(114,NULL,0);
INSERT INTO "location" VALUES(115,NULL,0);
INSERT INTO "location" VALUES(116,NULL,0);
INSERT INTO "location" VALUES(117,0,6816969);
INSERT INTO "location" VALUES(118,0,6812537);
INSERT INTO "location" VALUES(119,0,6226614);
INSERT INTO "location" VALUES(120,9,10918);
INSERT INTO "location" VALUES(121,9,13452);
INSERT INTO "location" VALUES(122,0,6571089);
INSERT INTO "location" VALUES(123,0,6474735);
INSERT INTO "location" VALUES(124,0,4322192);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,27,0);
INSERT INTO "location_line" VALUES(1,0,89,360);
INSERT INTO "location_line" VALUES(2,0,90,58);
INSERT INTO "location_line" VALUES(3,0,28,0);
INSERT INTO "location_line" VALUES(4,0,29,0);
INSERT INTO "location_line" VALUES(5,0,30,0);
INSERT INTO "location_line" VALUES(6,0,31,0);
INSERT INTO "location_line" VALUES(7,0,32,0);
INSERT INTO "location_line" VALUES(8,0,91,414);
INSERT INTO "location_line" VALUES(9,0,92,158);
INSERT INTO "location_line" VALUES(10,0,93,198);
INSERT INTO "location_line" VALUES(11,0,94,258);
INSERT INTO "location_line" VALUES(12,0,95,52);
INSERT INTO "location_line" VALUES(13,0,96,60);
INSERT INTO "location_line" VALUES(14,0,97,362);
INSERT INTO "location_line" VALUES(15,0,98,485);
INSERT INTO "location_line" VALUES(16,0,99,347);
INSERT INTO "location_line" VALUES(17,0,100,84);
INSERT INTO "location_line" VALUES(18,0,101,169);
INSERT INTO "location_line" VALUES(19,0,106,0);
INSERT INTO "location_line" VALUES(20,0,107,497);
INSERT INTO "location_line" VALUES(20,1,108,584);
INSERT INTO "location_line" VALUES(21,0,109,140);
INSERT INTO "location_line" VALUES(22,0,110,1889);
INSERT INTO "location_line" VALUES(23,0,111,900);
INSERT INTO "location_line" VALUES(24,0,112,824);
INSERT INTO "location_line" VALUES(25,0,113,227);
INSERT INTO "location_line" VALUES(26,0,114,208);
INSERT INTO "location_line" VALUES(27,0,115,647);
INSERT INTO "location_line" VALUES(28,0,116,2272);
INSERT INTO "location_line" VALUES(29,0,117,85);
INSERT INTO "location_line" VALUES(29,1,118,1281);
INSERT INTO "location_line" VALUES(30,0,110,2352);
INSERT INTO "location_line" VALUES(31,0,119,301);
INSERT INTO "location_line" VALUES(32,0,30,0);
INSERT INTO "location_line" VALUES(33,0,33,0);
INSERT INTO "location_line" VALUES(34,0,34,0);
INSERT INTO "location_line" VALUES(35,0,35,0);
INSERT INTO "location_line" VALUES(36,0,36,0);
INSERT INTO "location_line" VALUES(37,0,37,0);
INSERT INTO "location_line" VALUES(38,0,38,0);
INSERT INTO "location_line" VALUES(39,0,7,1365);
INSERT INTO "location_line" VALUES(40,0,39,0);
INSERT INTO "location_line" VALUES(41,0,40,0);
INSERT INTO "location_line" VALUES(42,0,41,0);
INSERT INTO "location_line" VALUES(43,0,4,1178);
INSERT INTO "location_line" VALUES(44,0,3,1149);
INSERT INTO "location_line" VALUES(45,0,2,690);
INSERT INTO "location_line" VALUES(46,0,6,982);
INSERT INTO "location_line" VALUES(47,0,42,0);
INSERT INTO "location_line" VALUES(48,0,43,0);
INSERT INTO "location_line" VALUES(49,0,44,0);
INSERT INTO "location_line" VALUES(50,0,45,0);
INSERT INTO "location_line" VALUES(51,0,5,38);
INSERT INTO "location_line" VALUES(52,0,1,783);
INSERT INTO "location_line" VALUES(53,0,0,241);
INSERT INTO "location_line" VALUES(54,0,46,0);
INSERT INTO "location_line" VALUES(55,0,47,0);
INSERT INTO "location_line" VALUES(56,0,48,0);
INSERT INTO "location_line" VALUES(57,0,49,0);
INSERT INTO "location_line" VALUES(58,0,50,0);
INSERT INTO "location_line" VALUES(59,0,102,44);
INSERT INTO "location_line" VALUES(59,1,103,296);
INSERT INTO "location_line" VALUES(60,0,102,44);
INSERT INTO "location_line" VALUES(61,0,104,352);
INSERT INTO "location_line" VALUES(62,0,51,0);
INSERT INTO "location_line" VALUES(63,0,52,0);
INSERT INTO "location_line" VALUES(64,0,53,0);
INSERT INTO "location_line" VALUES(65,0,54,0);
INSERT INTO "location_line" VALUES(66,0,55,0);
INSERT INTO "location_line" VALUES(67,0,13,635);
INSERT INTO "location_line" VALUES(68,0,12,628);
INSERT INTO "location_line" VALUES(69,0,11,567);
INSERT INTO "location_line" VALUES(70,0,10,936);
INSERT INTO "location_line" VALUES(71,0,9,1074);
INSERT INTO "location_line" VALUES(72,0,8,1004);
INSERT INTO "location_line" VALUES(73,0,56,0);
INSERT INTO "location_line" VALUES(74,0,57,0);
INSERT INTO "location_line" VALUES(75,0,58,0);
INSERT INTO "location_line" VALUES(76,0,59,0);
INSERT INTO "location_line" VALUES(77,0,60,0);
INSERT INTO "location_line" VALUES(78,0,61,0);
INSERT INTO "location_line" VALUES(79,0,9,1083);
INSERT INTO "location_line" VALUES(80,0,14,742);
INSERT INTO "location_line" VALUES(81,0,62,0);
INSERT INTO "location_line" VALUES(82,0,63,0);
INSERT INTO "location_line" VALUES(83,0,64,0);
INSERT INTO "location_line" VALUES(84,0,10,940);
INSERT INTO "location_line" VALUES(85,0,21,304);
INSERT INTO "location_line" VALUES(86,0,20,217);
INSERT INTO "location_line" VALUES(87,0,19,225);
INSERT INTO "location_line" VALUES(88,0,18,6);
INSERT INTO "location_line" VALUES(89,0,65,0);
INSERT INTO "location_line" VALUES(90,0,17,18);
INSERT INTO "location_line" VALUES(91,0,16,35);
INSERT INTO "location_line" VALUES(92,0,9,1032);
INSERT INTO "location_line" VALUES(93,0,15,1130);
INSERT INTO "location_line" VALUES(94,0,66,0);
INSERT INTO "location_line" VALUES(95,0,67,0);
INSERT INTO "location_line" VALUES(96,0,68,0);
INSERT INTO "location_line" VALUES(97,0,69,0);
INSERT INTO "location_line" VALUES(98,0,70,0);
INSERT INTO "location_line" VALUES(99,0,71,0);
INSERT INTO "location_line" VALUES(100,0,72,0);
INSERT INTO "location_line" VALUES(101,0,105,41);
INSERT INTO "location_line" VALUES(102,0,73,0);
INSERT INTO "location_line" VALUES(103,0,74,0);
INSERT INTO "location_line" VALUES(104,0,75,0);
INSERT INTO "location_line" VALUES(105,0,76,0);
INSERT INTO "location_line" VALUES(106,0,77,0);
INSERT INTO "location_line" VALUES(107,0,78,0);
INSERT INTO "location_line" VALUES(108,0,26,18);
INSERT INTO "location_line" VALUES(109,0,25,14);
INSERT INTO "location_line" VALUES(110,0,79,0);
INSERT INTO "location_line" VALUES(111,0,80,0);
INSERT INTO "location_line" VALUES(112,0,81,0);
INSERT INTO "location_line" VALUES(113,0,82,0);
INSERT INTO "location_line" VALUES(114,0,24,14);
INSERT INTO "location_line" VALUES(115,0,23,11);
INSERT INTO "location_line" VALUES(116,0,22,2);
INSERT INTO "location_line" VALUES(117,0,83,0);
INSERT INTO "location_line" VALUES(118,0,84,0);
INSERT INTO "location_line" VALUES(119,0,85,0);
INSERT INTO "location_line" VALUES(120,0,120,0);
INSERT INTO "location_line" VALUES(121,0,121,0);
INSERT INTO "location_line" VALUES(122,0,86,0);
INSERT INTO "location_line" VALUES(123,0,87,0);
INSERT INTO "location_line" VALUES(124,0,88,0);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz','Intel',6,106,6,1,2,2,0,16777216000.0,'unknown hypervisor',NULL,'6.8.0-45-generic','','');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/bin/python3.11','571d98e01096d5c1c32420d229a6731a0a50d2a0',1);
INSERT INTO "module" VALUES(1,'[vdso]','b0af7178ba47aca58d16966d2c4d17c913589189',0);
INSERT INTO "module" VALUES(2,'/usr/lib/calo/libcalo-agent.so','afc1e5f0d949ccada7b889e8ad4162f607f501ce',0);
INSERT INTO "module" VALUES(3,'/lib/x86_64-linux-gnu/libm.so.6','d6e6f9e3af1243eed9bf5efd366dd015a9f22c13',0);
INSERT INTO "module" VALUES(4,'/lib/x86_64-linux-gnu/libz.so.1','1f95d5498d283b79505861523e20b3db2afdf518',0);
INSERT INTO "module" VALUES(5,'/lib/x86_64-linux-gnu/libexpat.so.1','a2f37366bc9782b9306773fd6318838fbae5ad5d',0);
INSERT INTO "module" VALUES(6,'/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(7,'/lib64/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(8,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(9,'/usr/lib/python3.11/lib-dynload/_lsprof.cpython-311-x86_64-linux-gnu.so','e316bf54bb618fc61adf50b83735970147a25662',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Power model: server model fitted on SPECpower_ssj2008 wall power');
INSERT INTO "note" VALUES(1,'Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz: in the table of CPU models, its servers'' power is inferred from similar ones');
INSERT INTO "note" VALUES(2,'sockets: 2, usual for Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(3,'cores: 32 in each socket, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(4,'threads: 2 for each core, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(5,'base clock: 2200 MHz, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(6,'memory: 256 GB, 2 GB for each thread, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(7,'a virtual machine: 2 of the 128 logical CPUs of its host, so 1.56 % of the host''s power at the same utilisation');
INSERT INTO "note" VALUES(8,'each virtual CPU counts as one hardware thread; if it is a whole core, the power is up to twice as high');
INSERT INTO "note" VALUES(9,'the hypervisor (unknown hypervisor) shows no energy counter; calibrate with two readings of a wall meter or BMC: calo calibrate --idle W --full W');
INSERT INTO "note" VALUES(10,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
INSERT INTO "note" VALUES(11,'Python calls were traced exactly: the program was slower than it is, and its energy higher.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'python3',0.0,0.713780023,1.84642000000000028325e-01,9.79729999999999906501e-02,11677696.0,1,1484,2,20480.0,0.0,0,1.1004169089904469736e+00,1.32640246794237537386e+00);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,8.2643580000000011615e-03);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('fib.py',1773598230000000000,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,0.713801514,0.713780023,0.184642,0.097973,1,1,1,11677696.0,NULL,0.0,1484,2,6,284,322320.0,55396.0,20480.0,0.0,2.37420000000000019912e-01,34959360.0,2,0,2.43652110000002891654e-02,0.0,4.3414467811469314995e+00);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,8,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,13,14);
INSERT INTO "stack" VALUES(15,14,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,16,17);
INSERT INTO "stack" VALUES(18,17,18);
INSERT INTO "stack" VALUES(19,-1,19);
INSERT INTO "stack" VALUES(20,19,20);
INSERT INTO "stack" VALUES(21,20,21);
INSERT INTO "stack" VALUES(22,21,22);
INSERT INTO "stack" VALUES(23,22,23);
INSERT INTO "stack" VALUES(24,23,24);
INSERT INTO "stack" VALUES(25,24,25);
INSERT INTO "stack" VALUES(26,25,26);
INSERT INTO "stack" VALUES(27,26,27);
INSERT INTO "stack" VALUES(28,27,28);
INSERT INTO "stack" VALUES(29,28,29);
INSERT INTO "stack" VALUES(30,21,30);
INSERT INTO "stack" VALUES(31,30,31);
INSERT INTO "stack" VALUES(32,4,32);
INSERT INTO "stack" VALUES(33,32,33);
INSERT INTO "stack" VALUES(34,33,34);
INSERT INTO "stack" VALUES(35,34,35);
INSERT INTO "stack" VALUES(36,35,36);
INSERT INTO "stack" VALUES(37,36,37);
INSERT INTO "stack" VALUES(38,37,38);
INSERT INTO "stack" VALUES(39,38,39);
INSERT INTO "stack" VALUES(40,39,40);
INSERT INTO "stack" VALUES(41,40,41);
INSERT INTO "stack" VALUES(42,41,42);
INSERT INTO "stack" VALUES(43,42,38);
INSERT INTO "stack" VALUES(44,43,43);
INSERT INTO "stack" VALUES(45,44,44);
INSERT INTO "stack" VALUES(46,45,45);
INSERT INTO "stack" VALUES(47,46,46);
INSERT INTO "stack" VALUES(48,47,47);
INSERT INTO "stack" VALUES(49,48,48);
INSERT INTO "stack" VALUES(50,49,49);
INSERT INTO "stack" VALUES(51,50,50);
INSERT INTO "stack" VALUES(52,51,51);
INSERT INTO "stack" VALUES(53,52,40);
INSERT INTO "stack" VALUES(54,53,41);
INSERT INTO "stack" VALUES(55,54,42);
INSERT INTO "stack" VALUES(56,55,38);
INSERT INTO "stack" VALUES(57,56,43);
INSERT INTO "stack" VALUES(58,57,44);
INSERT INTO "stack" VALUES(59,58,45);
INSERT INTO "stack" VALUES(60,59,52);
INSERT INTO "stack" VALUES(61,60,53);
INSERT INTO "stack" VALUES(62,61,54);
INSERT INTO "stack" VALUES(63,62,55);
INSERT INTO "stack" VALUES(64,63,56);
INSERT INTO "stack" VALUES(65,64,57);
INSERT INTO "stack" VALUES(66,65,58);
INSERT INTO "stack" VALUES(67,66,59);
INSERT INTO "stack" VALUES(68,67,60);
INSERT INTO "stack" VALUES(69,68,60);
INSERT INTO "stack" VALUES(70,69,60);
INSERT INTO "stack" VALUES(71,70,61);
INSERT INTO "stack" VALUES(72,34,62);
INSERT INTO "stack" VALUES(73,72,63);
INSERT INTO "stack" VALUES(74,73,64);
INSERT INTO "stack" VALUES(75,74,65);
INSERT INTO "stack" VALUES(76,75,48);
INSERT INTO "stack" VALUES(77,76,66);
INSERT INTO "stack" VALUES(78,77,40);
INSERT INTO "stack" VALUES(79,78,41);
INSERT INTO "stack" VALUES(80,79,42);
INSERT INTO "stack" VALUES(81,80,38);
INSERT INTO "stack" VALUES(82,81,43);
INSERT INTO "stack" VALUES(83,82,44);
INSERT INTO "stack" VALUES(84,83,45);
INSERT INTO "stack" VALUES(85,84,46);
INSERT INTO "stack" VALUES(86,85,47);
INSERT INTO "stack" VALUES(87,86,48);
INSERT INTO "stack" VALUES(88,87,49);
INSERT INTO "stack" VALUES(89,88,50);
INSERT INTO "stack" VALUES(90,89,67);
INSERT INTO "stack" VALUES(91,90,68);
INSERT INTO "stack" VALUES(92,91,69);
INSERT INTO "stack" VALUES(93,92,40);
INSERT INTO "stack" VALUES(94,93,41);
INSERT INTO "stack" VALUES(95,94,42);
INSERT INTO "stack" VALUES(96,95,38);
INSERT INTO "stack" VALUES(97,96,43);
INSERT INTO "stack" VALUES(98,97,44);
INSERT INTO "stack" VALUES(99,98,45);
INSERT INTO "stack" VALUES(100,99,70);
INSERT INTO "stack" VALUES(101,100,71);
INSERT INTO "stack" VALUES(102,101,72);
INSERT INTO "stack" VALUES(103,102,53);
INSERT INTO "stack" VALUES(104,103,73);
INSERT INTO "stack" VALUES(105,104,48);
INSERT INTO "stack" VALUES(106,105,74);
INSERT INTO "stack" VALUES(107,106,75);
INSERT INTO "stack" VALUES(108,107,76);
INSERT INTO "stack" VALUES(109,108,77);
INSERT INTO "stack" VALUES(110,109,78);
INSERT INTO "stack" VALUES(111,100,79);
INSERT INTO "stack" VALUES(112,111,80);
INSERT INTO "stack" VALUES(113,112,81);
INSERT INTO "stack" VALUES(114,113,82);
INSERT INTO "stack" VALUES(115,114,83);
INSERT INTO "stack" VALUES(116,-1,43);
INSERT INTO "stack" VALUES(117,116,44);
INSERT INTO "stack" VALUES(118,117,45);
INSERT INTO "stack" VALUES(119,118,46);
INSERT INTO "stack" VALUES(120,119,67);
INSERT INTO "stack" VALUES(121,120,68);
INSERT INTO "stack" VALUES(122,121,69);
INSERT INTO "stack" VALUES(123,122,43);
INSERT INTO "stack" VALUES(124,123,44);
INSERT INTO "stack" VALUES(125,124,45);
INSERT INTO "stack" VALUES(126,125,84);
INSERT INTO "stack" VALUES(127,126,53);
INSERT INTO "stack" VALUES(128,127,0);
INSERT INTO "stack" VALUES(129,128,1);
INSERT INTO "stack" VALUES(130,129,2);
INSERT INTO "stack" VALUES(131,130,3);
INSERT INTO "stack" VALUES(132,131,4);
INSERT INTO "stack" VALUES(133,132,32);
INSERT INTO "stack" VALUES(134,133,33);
INSERT INTO "stack" VALUES(135,134,34);
INSERT INTO "stack" VALUES(136,135,62);
INSERT INTO "stack" VALUES(137,136,63);
INSERT INTO "stack" VALUES(138,137,64);
INSERT INTO "stack" VALUES(139,138,65);
INSERT INTO "stack" VALUES(140,139,48);
INSERT INTO "stack" VALUES(141,140,66);
INSERT INTO "stack" VALUES(142,141,40);
INSERT INTO "stack" VALUES(143,142,41);
INSERT INTO "stack" VALUES(144,143,42);
INSERT INTO "stack" VALUES(145,144,38);
INSERT INTO "stack" VALUES(146,145,85);
INSERT INTO "stack" VALUES(147,146,86);
INSERT INTO "stack" VALUES(148,147,87);
INSERT INTO "stack" VALUES(149,148,47);
INSERT INTO "stack" VALUES(150,149,48);
INSERT INTO "stack" VALUES(151,150,49);
INSERT INTO "stack" VALUES(152,151,50);
INSERT INTO "stack" VALUES(153,152,43);
INSERT INTO "stack" VALUES(154,153,44);
INSERT INTO "stack" VALUES(155,154,45);
INSERT INTO "stack" VALUES(156,155,84);
INSERT INTO "stack" VALUES(157,156,53);
INSERT INTO "stack" VALUES(158,157,40);
INSERT INTO "stack" VALUES(159,158,41);
INSERT INTO "stack" VALUES(160,159,42);
INSERT INTO "stack" VALUES(161,160,38);
INSERT INTO "stack" VALUES(162,161,88);
INSERT INTO "stack" VALUES(163,162,48);
INSERT INTO "stack" VALUES(164,163,49);
INSERT INTO "stack" VALUES(165,164,50);
INSERT INTO "stack" VALUES(166,165,43);
INSERT INTO "stack" VALUES(167,166,44);
INSERT INTO "stack" VALUES(168,167,45);
INSERT INTO "stack" VALUES(169,168,84);
INSERT INTO "stack" VALUES(170,169,53);
INSERT INTO "stack" VALUES(171,170,40);
INSERT INTO "stack" VALUES(172,171,41);
INSERT INTO "stack" VALUES(173,172,42);
INSERT INTO "stack" VALUES(174,173,38);
INSERT INTO "stack" VALUES(175,174,89);
INSERT INTO "stack" VALUES(176,175,48);
INSERT INTO "stack" VALUES(177,176,49);
INSERT INTO "stack" VALUES(178,177,50);
INSERT INTO "stack" VALUES(179,178,90);
INSERT INTO "stack" VALUES(180,179,40);
INSERT INTO "stack" VALUES(181,180,41);
INSERT INTO "stack" VALUES(182,181,42);
INSERT INTO "stack" VALUES(183,182,38);
INSERT INTO "stack" VALUES(184,183,89);
INSERT INTO "stack" VALUES(185,184,48);
INSERT INTO "stack" VALUES(186,185,49);
INSERT INTO "stack" VALUES(187,186,50);
INSERT INTO "stack" VALUES(188,187,43);
INSERT INTO "stack" VALUES(189,188,44);
INSERT INTO "stack" VALUES(190,189,45);
INSERT INTO "stack" VALUES(191,190,84);
INSERT INTO "stack" VALUES(192,191,53);
INSERT INTO "stack" VALUES(193,192,40);
INSERT INTO "stack" VALUES(194,193,41);
INSERT INTO "stack" VALUES(195,194,42);
INSERT INTO "stack" VALUES(196,195,38);
INSERT INTO "stack" VALUES(197,196,89);
INSERT INTO "stack" VALUES(198,197,48);
INSERT INTO "stack" VALUES(199,198,49);
INSERT INTO "stack" VALUES(200,199,50);
INSERT INTO "stack" VALUES(201,200,91);
INSERT INTO "stack" VALUES(202,201,40);
INSERT INTO "stack" VALUES(203,202,41);
INSERT INTO "stack" VALUES(204,203,42);
INSERT INTO "stack" VALUES(205,204,38);
INSERT INTO "stack" VALUES(206,205,43);
INSERT INTO "stack" VALUES(207,206,44);
INSERT INTO "stack" VALUES(208,207,45);
INSERT INTO "stack" VALUES(209,208,70);
INSERT INTO "stack" VALUES(210,209,92);
INSERT INTO "stack" VALUES(211,210,93);
INSERT INTO "stack" VALUES(212,211,47);
INSERT INTO "stack" VALUES(213,212,48);
INSERT INTO "stack" VALUES(214,213,94);
INSERT INTO "stack" VALUES(215,214,95);
INSERT INTO "stack" VALUES(216,215,96);
INSERT INTO "stack" VALUES(217,216,97);
INSERT INTO "stack" VALUES(218,217,48);
INSERT INTO "stack" VALUES(219,218,98);
INSERT INTO "stack" VALUES(220,219,99);
INSERT INTO "stack" VALUES(221,220,81);
INSERT INTO "stack" VALUES(222,221,100);
INSERT INTO "stack" VALUES(223,222,101);
INSERT INTO "stack" VALUES(224,3,102);
INSERT INTO "stack" VALUES(225,224,103);
INSERT INTO "stack" VALUES(226,225,104);
INSERT INTO "stack" VALUES(227,226,105);
INSERT INTO "stack" VALUES(228,227,106);
INSERT INTO "stack" VALUES(229,228,107);
INSERT INTO "stack" VALUES(230,229,50);
INSERT INTO "stack" VALUES(231,230,108);
INSERT INTO "stack" VALUES(232,231,109);
INSERT INTO "stack" VALUES(233,232,47);
INSERT INTO "stack" VALUES(234,233,54);
INSERT INTO "stack" VALUES(235,234,110);
INSERT INTO "stack" VALUES(236,235,111);
INSERT INTO "stack" VALUES(237,236,112);
INSERT INTO "stack" VALUES(238,237,113);
INSERT INTO "stack" VALUES(239,238,114);
INSERT INTO "stack" VALUES(240,239,115);
INSERT INTO "stack" VALUES(241,240,116);
INSERT INTO "stack" VALUES(242,241,116);
INSERT INTO "stack" VALUES(243,242,116);
INSERT INTO "stack" VALUES(244,243,116);
INSERT INTO "stack" VALUES(245,244,116);
INSERT INTO "stack" VALUES(246,245,116);
INSERT INTO "stack" VALUES(247,246,116);
INSERT INTO "stack" VALUES(248,247,116);
INSERT INTO "stack" VALUES(249,248,116);
INSERT INTO "stack" VALUES(250,249,116);
INSERT INTO "stack" VALUES(251,250,116);
INSERT INTO "stack" VALUES(252,251,116);
INSERT INTO "stack" VALUES(253,252,116);
INSERT INTO "stack" VALUES(254,253,117);
INSERT INTO "stack" VALUES(255,254,118);
INSERT INTO "stack" VALUES(256,255,119);
INSERT INTO "stack" VALUES(257,256,120);
INSERT INTO "stack" VALUES(258,257,121);
INSERT INTO "stack" VALUES(259,258,122);
INSERT INTO "stack" VALUES(260,259,123);
INSERT INTO "stack" VALUES(261,260,124);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,18,1,0.005025126,1.71996124795379123906e-02,1.62235905608890534912e-02,2.95826669446276309741e-04);
INSERT INTO "stack_use" VALUES(0,0,29,1,3.48493300000000038804e-03,1.19279590436445776663e-02,1.12510862661216407692e-02,1.42276206946862469621e-04);
INSERT INTO "stack_use" VALUES(0,0,31,1,3.48493300000000038804e-03,1.19279590436445776663e-02,1.12510862661216407692e-02,1.42276206946862469621e-04);
INSERT INTO "stack_use" VALUES(2,0,71,1,5.69622790000000045473e-02,2.2646981578886693498e-01,2.81885548196220747652e-01,5.12885774634433203034e-02);
INSERT INTO "stack_use" VALUES(3,0,110,1,0.051612984,2.05202165081803278301e-01,2.55413837794003450998e-01,4.21079285542596479241e-02);
INSERT INTO "stack_use" VALUES(4,0,115,1,0.029637163,1.17831009625064736523e-01,1.46663512870258416764e-01,1.38841468292620982133e-02);
INSERT INTO "stack_use" VALUES(4,0,223,1,0.021793241,0.0866452564988206,1.07846803079233444222e-01,7.50740047374641363692e-03);
INSERT INTO "stack_use" VALUES(5,0,261,1,0.051200633,2.03562745861754962328e-01,2.53373263053581654347e-01,4.14377915027774393341e-02);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'python3',0.223201292,0.064016662,8,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
INSERT INTO "traced_call" VALUES(0,136,0,5,5,7.3e-07,7.3e-07);
INSERT INTO "traced_call" VALUES(1,136,1,4,4,9.22e-07,9.22e-07);
INSERT INTO "traced_call" VALUES(2,156,1,1,1,2.00000000000000017412e-07,2.00000000000000017412e-07);
INSERT INTO "traced_call" VALUES(3,217,1,1,1,1.122e-06,1.122e-06);
INSERT INTO "traced_call" VALUES(4,141,2,1,1,3.3303e-05,3.3303e-05);
INSERT INTO "traced_call" VALUES(5,203,3,2,2,4.74e-06,4.74e-06);
INSERT INTO "traced_call" VALUES(6,73,4,26,26,7.977e-06,7.977e-06);
INSERT INTO "traced_call" VALUES(7,95,4,15,15,6.552e-06,6.552e-06);
INSERT INTO "traced_call" VALUES(8,136,4,1,1,3.61e-07,3.61e-07);
INSERT INTO "traced_call" VALUES(9,83,5,12,12,7.637e-06,7.637e-06);
INSERT INTO "traced_call" VALUES(10,142,6,1,1,3.92e-07,3.92e-07);
INSERT INTO "traced_call" VALUES(11,140,7,1,1,1.063e-06,1.243e-06);
INSERT INTO "traced_call" VALUES(12,168,8,2,2,1.664e-06,1.664e-06);
INSERT INTO "traced_call" VALUES(13,60,9,16,16,6.472e-06,6.472e-06);
INSERT INTO "traced_call" VALUES(14,68,9,74,74,2.4947e-05,2.4947e-05);
INSERT INTO "traced_call" VALUES(15,136,9,2,2,3.47700000000000033735e-06,5.582e-06);
INSERT INTO "traced_call" VALUES(16,177,9,1,1,2.75010000000000031728e-05,1.06097551000000012155e-01);
INSERT INTO "traced_call" VALUES(17,67,10,16,16,8.785e-06,8.785e-06);
INSERT INTO "traced_call" VALUES(18,69,11,164,164,8.4231e-05,8.4231e-05);
INSERT INTO "traced_call" VALUES(19,42,12,13,13,2.02100000000000021662e-06,2.02100000000000021662e-06);
INSERT INTO "traced_call" VALUES(20,60,12,16,16,5.968e-06,5.968e-06);
INSERT INTO "traced_call" VALUES(21,74,12,13,13,3.8344000000000004219e-05,3.8344000000000004219e-05);
INSERT INTO "traced_call" VALUES(22,88,12,11,11,2.797e-06,2.797e-06);
INSERT INTO "traced_call" VALUES(23,61,13,8,8,1.87440000000000021422e-05,1.87440000000000021422e-05);
INSERT INTO "traced_call" VALUES(24,136,13,4,4,1.72200000000000019943e-06,1.72200000000000019943e-06);
INSERT INTO "traced_call" VALUES(25,59,14,8,8,7.084e-06,7.084e-06);
INSERT INTO "traced_call" VALUES(26,136,15,5,5,9.43e-07,9.43e-07);
INSERT INTO "traced_call" VALUES(27,74,16,1,1,1.89400000000000020431e-06,1.89400000000000020431e-06);
INSERT INTO "traced_call" VALUES(28,220,16,13,13,1.54841000000000017251e-04,1.54841000000000017251e-04);
INSERT INTO "traced_call" VALUES(29,39,17,1,1,2.745e-06,2.745e-06);
INSERT INTO "traced_call" VALUES(30,70,18,24,24,6.4762e-05,6.4762e-05);
INSERT INTO "traced_call" VALUES(31,136,19,1,1,6.42000000000000057686e-07,6.42000000000000057686e-07);
INSERT INTO "traced_call" VALUES(32,136,20,5,5,2.44400000000000023237e-06,2.44400000000000023237e-06);
INSERT INTO "traced_call" VALUES(33,135,22,5,5,1.59532000000000016891e-04,0.000325156);
INSERT INTO "traced_call" VALUES(34,137,22,10,10,0.000143113,1.18793450000000012228e-02);
INSERT INTO "traced_call" VALUES(35,140,22,3,3,0.000171626,2.09367000000000016632e-04);
INSERT INTO "traced_call" VALUES(36,142,22,11,11,6.64337000000000087174e-04,8.27917600000000093729e-03);
INSERT INTO "traced_call" VALUES(37,144,22,3,3,1.19837000000000011546e-04,0.000125307);
INSERT INTO "traced_call" VALUES(38,171,22,1,1,6.9461e-05,7.15450000000000070274e-05);
INSERT INTO "traced_call" VALUES(39,173,22,2,2,2.74030000000000017383e-05,8.5343e-05);
INSERT INTO "traced_call" VALUES(40,215,22,1,1,1.99480000000000028117e-05,2.28030000000000017358e-05);
INSERT INTO "traced_call" VALUES(41,136,23,1,1,0.00206183,2.06303200000000023367e-03);
INSERT INTO "traced_call" VALUES(42,93,24,8,1,0.000110092,0.074537749);
INSERT INTO "traced_call" VALUES(43,85,25,64,64,0.000155142,0.000155142);
INSERT INTO "traced_call" VALUES(44,157,25,15,15,1.1222e-05,1.1222e-05);
INSERT INTO "traced_call" VALUES(45,220,25,13,13,4.49050000000000045907e-05,4.49050000000000045907e-05);
INSERT INTO "traced_call" VALUES(46,140,26,1,1,5.51e-07,5.51e-07);
INSERT INTO "traced_call" VALUES(47,45,27,13,13,1.0278e-05,1.0278e-05);
INSERT INTO "traced_call" VALUES(48,72,27,1,1,1.0420000000000001455e-06,1.0420000000000001455e-06);
INSERT INTO "traced_call" VALUES(49,83,27,12,12,1.24357000000000015704e-04,1.24357000000000015704e-04);
INSERT INTO "traced_call" VALUES(50,84,27,12,12,6.84500000000000053193e-06,6.84500000000000053193e-06);
INSERT INTO "traced_call" VALUES(51,86,27,4,4,3.236e-06,3.236e-06);
INSERT INTO "traced_call" VALUES(52,142,27,1,1,1.543e-06,1.543e-06);
INSERT INTO "traced_call" VALUES(53,40,28,1,1,2.81000000000000041281e-07,2.81000000000000041281e-07);
INSERT INTO "traced_call" VALUES(54,45,28,22,22,4.77100000000000056855e-06,4.77100000000000056855e-06);
INSERT INTO "traced_call" VALUES(55,48,28,8,8,9.27450000000000073386e-05,9.27450000000000073386e-05);
INSERT INTO "traced_call" VALUES(56,55,28,8,8,6.50200000000000059678e-06,6.50200000000000059678e-06);
INSERT INTO "traced_call" VALUES(57,72,28,1,1,5.5e-07,5.5e-07);
INSERT INTO "traced_call" VALUES(58,136,28,1,1,1.402e-06,1.402e-06);
INSERT INTO "traced_call" VALUES(59,39,29,1,1,7.81e-07,7.81e-07);
INSERT INTO "traced_call" VALUES(60,57,29,8,8,6.09100000000000063593e-06,6.09100000000000063593e-06);
INSERT INTO "traced_call" VALUES(61,70,29,24,24,3.6183e-05,3.6183e-05);
INSERT INTO "traced_call" VALUES(62,136,29,1,1,2.40000000000000031493e-07,2.40000000000000031493e-07);
INSERT INTO "traced_call" VALUES(63,171,29,1,1,1.53300000000000018803e-06,1.53300000000000018803e-06);
INSERT INTO "traced_call" VALUES(64,206,29,1,1,2.633e-05,2.633e-05);
INSERT INTO "traced_call" VALUES(65,220,30,13,13,3.1849e-05,3.1849e-05);
INSERT INTO "traced_call" VALUES(66,39,31,1,1,1.47300000000000012715e-06,1.47300000000000012715e-06);
INSERT INTO "traced_call" VALUES(67,66,31,16,16,2.8894e-05,5.9592e-05);
INSERT INTO "traced_call" VALUES(68,171,32,2,2,5.9243e-05,5.9243e-05);
INSERT INTO "traced_call" VALUES(69,189,33,1,1,2.71100000000000030189e-05,2.74575150000000017813e-02);
INSERT INTO "traced_call" VALUES(70,133,35,1,1,1.002e-06,1.002e-06);
INSERT INTO "traced_call" VALUES(71,132,36,1,1,2.114e-06,0.000175983);
INSERT INTO "traced_call" VALUES(72,137,37,1,1,3.74600000000000021805e-06,1.83998000000000022863e-04);
INSERT INTO "traced_call" VALUES(73,22,38,7,7,0.000101972,6.22780000000000078311e-04);
INSERT INTO "traced_call" VALUES(74,40,39,1,1,0.000187567,0.000514997);
INSERT INTO "traced_call" VALUES(75,45,42,13,13,0.000336309,6.55411900000000061106e-03);
INSERT INTO "traced_call" VALUES(76,42,43,8,8,9.63810000000000111509e-05,1.78427200000000015824e-03);
INSERT INTO "traced_call" VALUES(77,75,44,9,9,2.80650000000000031923e-05,0.006765659);
INSERT INTO "traced_call" VALUES(78,44,45,9,9,0.000115011,0.006737594);
INSERT INTO "traced_call" VALUES(79,45,46,22,22,5.1541e-05,5.1541e-05);
INSERT INTO "traced_call" VALUES(80,51,47,8,8,1.5769e-05,0.000265373);
INSERT INTO "traced_call" VALUES(81,51,48,8,8,9.13750000000000119852e-05,1.27426630000000012943e-02);
INSERT INTO "traced_call" VALUES(82,58,49,8,8,1.9770000000000002991e-06,1.9770000000000002991e-06);
INSERT INTO "traced_call" VALUES(83,43,50,8,8,5.67000000000000077072e-06,5.67000000000000077072e-06);
INSERT INTO "traced_call" VALUES(84,52,51,8,8,0.000203985,0.034951453);
INSERT INTO "traced_call" VALUES(85,83,52,8,1,8.9456e-05,0.079728902);
INSERT INTO "traced_call" VALUES(86,84,53,8,8,2.26500000000000033684e-06,2.26500000000000033684e-06);
INSERT INTO "traced_call" VALUES(87,43,54,8,8,1.03161000000000010611e-04,0.001682221);
INSERT INTO "traced_call" VALUES(88,51,55,8,8,0.001479475,2.1310428000000002785e-02);
INSERT INTO "traced_call" VALUES(89,51,56,8,8,2.12410000000000021209e-05,0.000126128);
INSERT INTO "traced_call" VALUES(90,51,57,8,8,1.12746000000000007779e-04,0.000153503);
INSERT INTO "traced_call" VALUES(91,51,58,8,8,2.2889e-05,2.48660000000000021421e-05);
INSERT INTO "traced_call" VALUES(92,89,59,8,8,6.4409e-05,0.00051764);
INSERT INTO "traced_call" VALUES(93,51,60,8,8,2.92810000000000030711e-05,1.10350000000000012423e-04);
INSERT INTO "traced_call" VALUES(94,59,60,8,8,1.77857000000000015083e-04,4.46147000000000036601e-04);
INSERT INTO "traced_call" VALUES(95,54,61,8,8,0.001490075,0.001508819);
INSERT INTO "traced_call" VALUES(96,41,62,1,1,1.75300000000000019912e-06,5.2299e-05);
INSERT INTO "traced_call" VALUES(97,42,63,11,11,1.2954e-05,0.000507401);
INSERT INTO "traced_call" VALUES(98,62,64,1,1,1.90400000000000010859e-06,5.0546e-05);
INSERT INTO "traced_call" VALUES(99,63,64,11,11,1.93560000000000023805e-05,4.94447000000000072214e-04);
INSERT INTO "traced_call" VALUES(100,40,65,1,1,1.323e-06,4.744e-05);
INSERT INTO "traced_call" VALUES(101,42,65,13,13,2.31488000000000017104e-04,3.56217400000000041643e-03);
INSERT INTO "traced_call" VALUES(102,47,65,8,8,5.261e-06,0.000249604);
INSERT INTO "traced_call" VALUES(103,64,65,12,12,4.2212e-05,5.23733000000000076083e-04);
INSERT INTO "traced_call" VALUES(104,60,66,16,16,1.6943400000000001797e-04,0.000229026);
INSERT INTO "traced_call" VALUES(105,31,67,32,32,2.19130000000000017866e-05,3.0698e-05);
INSERT INTO "traced_call" VALUES(106,42,68,58,58,8.93890000000000076174e-05,3.04456000000000040831e-04);
INSERT INTO "traced_call" VALUES(107,60,68,16,16,1.7067e-05,0.000104547);
INSERT INTO "traced_call" VALUES(108,68,69,74,74,0.000193369,0.0002776);
INSERT INTO "traced_call" VALUES(109,56,70,16,16,1.3148e-05,0.000104887);
INSERT INTO "traced_call" VALUES(110,57,70,8,8,2.546e-05,3.4666e-05);
INSERT INTO "traced_call" VALUES(111,42,71,13,13,3.02500000000000026029e-06,3.02500000000000026029e-06);
INSERT INTO "traced_call" VALUES(112,135,72,1,1,3.157e-06,4.74900000000000060973e-06);
INSERT INTO "traced_call" VALUES(113,34,73,1,1,1.11830000000000011806e-05,8.20776000000000057615e-04);
INSERT INTO "traced_call" VALUES(114,135,73,3,3,9.98160000000000079134e-05,0.05679267);
INSERT INTO "traced_call" VALUES(115,137,73,5,5,6.4473e-05,0.024129153);
INSERT INTO "traced_call" VALUES(116,142,73,2,2,2.2945e-05,0.065668048);
INSERT INTO "traced_call" VALUES(117,144,73,1,1,1.41590000000000011473e-05,3.58751000000000035139e-04);
INSERT INTO "traced_call" VALUES(118,73,74,13,2,0.000198815,0.082476503);
INSERT INTO "traced_call" VALUES(119,74,75,13,13,0.000441357,9.41985200000000112707e-03);
INSERT INTO "traced_call" VALUES(120,75,76,44,44,0.001565116,0.001575365);
INSERT INTO "traced_call" VALUES(121,75,77,44,44,1.6146e-05,2.2799e-05);
INSERT INTO "traced_call" VALUES(122,75,78,9,9,1.43060000000000016036e-05,1.16709000000000010324e-04);
INSERT INTO "traced_call" VALUES(123,91,79,4,4,6.22e-07,6.22e-07);
INSERT INTO "traced_call" VALUES(124,83,80,4,4,7.174e-06,1.67993400000000011468e-03);
INSERT INTO "traced_call" VALUES(125,84,81,4,4,1.43970000000000012407e-05,1.52139400000000013166e-03);
INSERT INTO "traced_call" VALUES(126,75,82,13,13,8.4768e-05,0.000199136);
INSERT INTO "traced_call" VALUES(127,74,83,12,1,4.62975400000000068129e-03,0.07991832);
INSERT INTO "traced_call" VALUES(128,83,84,12,12,5.97950000000000060238e-05,2.47612600000000036837e-03);
INSERT INTO "traced_call" VALUES(129,84,85,12,12,1.51768000000000014655e-04,0.000866925);
INSERT INTO "traced_call" VALUES(130,82,86,4,4,5.43920000000000037135e-05,7.906e-05);
INSERT INTO "traced_call" VALUES(131,85,87,12,12,3.075e-06,3.075e-06);
INSERT INTO "traced_call" VALUES(132,85,88,12,12,1.5834e-05,1.86310000000000016992e-05);
INSERT INTO "traced_call" VALUES(133,85,89,16,16,2.0669e-05,0.000538309);
INSERT INTO "traced_call" VALUES(134,45,90,1,1,1.87400000000000018403e-06,1.87400000000000018403e-06);
INSERT INTO "traced_call" VALUES(135,54,90,8,8,6.6505e-05,6.6505e-05);
INSERT INTO "traced_call" VALUES(136,86,90,4,4,6.863e-06,6.863e-06);
INSERT INTO "traced_call" VALUES(137,86,91,4,4,1.3947e-05,1.4569e-05);
INSERT INTO "traced_call" VALUES(138,42,92,53,53,5.44610000000000059328e-05,5.44610000000000059328e-05);
INSERT INTO "traced_call" VALUES(139,51,92,8,8,1.4157e-05,1.4157e-05);
INSERT INTO "traced_call" VALUES(140,55,92,8,8,2.2142000000000002474e-05,2.2142000000000002474e-05);
INSERT INTO "traced_call" VALUES(141,83,92,12,12,1.4918e-05,1.4918e-05);
INSERT INTO "traced_call" VALUES(142,52,93,8,1,4.86470000000000036589e-05,0.074541805);
INSERT INTO "traced_call" VALUES(143,78,93,9,9,7.9651e-05,0.000102403);
INSERT INTO "traced_call" VALUES(144,80,93,4,4,6.741e-06,1.6727600000000001322e-03);
INSERT INTO "traced_call" VALUES(145,81,93,4,4,4.1066e-05,1.50699700000000015413e-03);
INSERT INTO "traced_call" VALUES(146,97,94,13,13,4.51577000000000043904e-04,0.00056892);
INSERT INTO "traced_call" VALUES(147,73,95,13,13,3.11220000000000045865e-05,4.7982e-05);
INSERT INTO "traced_call" VALUES(148,73,96,13,13,5.48960000000000043068e-05,1.47318000000000014909e-04);
INSERT INTO "traced_call" VALUES(149,73,97,13,13,7.09770000000000083999e-05,0.000709937);
INSERT INTO "traced_call" VALUES(150,73,98,13,13,9.82400000000000114819e-06,9.82400000000000114819e-06);
INSERT INTO "traced_call" VALUES(151,96,99,15,15,8.2945e-05,9.9356e-05);
INSERT INTO "traced_call" VALUES(152,97,100,13,13,5.98070000000000052313e-05,7.004e-05);
INSERT INTO "traced_call" VALUES(153,94,101,13,13,8.96730000000000069398e-05,0.000104992);
INSERT INTO "traced_call" VALUES(154,84,102,8,8,1.8902e-05,1.8902e-05);
INSERT INTO "traced_call" VALUES(155,38,103,7,7,4.33622000000000043865e-04,4.33622000000000043865e-04);
INSERT INTO "traced_call" VALUES(156,77,104,44,44,6.65300000000000050668e-06,6.65300000000000050668e-06);
INSERT INTO "traced_call" VALUES(157,94,104,13,13,8.855e-06,8.855e-06);
INSERT INTO "traced_call" VALUES(158,95,104,15,15,7.62300000000000053728e-06,7.62300000000000053728e-06);
INSERT INTO "traced_call" VALUES(159,76,105,44,44,1.02490000000000013144e-05,1.02490000000000013144e-05);
INSERT INTO "traced_call" VALUES(160,94,105,13,13,3.496e-06,3.496e-06);
INSERT INTO "traced_call" VALUES(161,95,105,15,15,3.93700000000000059153e-06,3.93700000000000059153e-06);
INSERT INTO "traced_call" VALUES(162,93,106,9,9,2.27520000000000017148e-05,2.27520000000000017148e-05);
INSERT INTO "traced_call" VALUES(163,93,107,4,4,1.46593100000000017835e-03,1.46593100000000017835e-03);
INSERT INTO "traced_call" VALUES(164,82,108,13,13,3.5308e-05,3.5308e-05);
INSERT INTO "traced_call" VALUES(165,93,109,4,4,1.66601900000000013694e-03,1.66601900000000013694e-03);
INSERT INTO "traced_call" VALUES(166,55,110,8,8,6.00040000000000035146e-05,6.00040000000000035146e-05);
INSERT INTO "traced_call" VALUES(167,143,111,1,1,3.9100000000000004691e-07,3.9100000000000004691e-07);
INSERT INTO "traced_call" VALUES(168,156,112,1,1,2.024e-06,2.024e-06);
INSERT INTO "traced_call" VALUES(169,218,112,1,1,2.35500000000000032224e-06,2.35500000000000032224e-06);
INSERT INTO "traced_call" VALUES(170,141,113,1,1,1.303e-06,1.303e-06);
INSERT INTO "traced_call" VALUES(171,141,114,1,1,1.20658000000000009276e-04,1.20658000000000009276e-04);
INSERT INTO "traced_call" VALUES(172,153,114,1,1,1.20000000000000015746e-07,1.20000000000000015746e-07);
INSERT INTO "traced_call" VALUES(173,194,114,1,1,2.00000000000000017412e-07,2.00000000000000017412e-07);
INSERT INTO "traced_call" VALUES(174,209,115,1,1,2.61e-07,2.61e-07);
INSERT INTO "traced_call" VALUES(175,99,116,15,15,8.116e-06,8.116e-06);
INSERT INTO "traced_call" VALUES(176,100,116,13,13,6.034e-06,6.034e-06);
INSERT INTO "traced_call" VALUES(177,141,116,1,1,1.80000000000000023609e-07,1.80000000000000023609e-07);
INSERT INTO "traced_call" VALUES(178,147,116,1,1,5.5e-07,5.5e-07);
INSERT INTO "traced_call" VALUES(179,153,116,1,1,3.8100000000000003677e-07,3.8100000000000003677e-07);
INSERT INTO "traced_call" VALUES(180,156,116,1,1,1.091e-06,1.091e-06);
INSERT INTO "traced_call" VALUES(181,101,117,26,26,1.5319e-05,1.5319e-05);
INSERT INTO "traced_call" VALUES(182,142,117,1,1,1.523e-06,1.523e-06);
INSERT INTO "traced_call" VALUES(183,207,117,1,1,1.0420000000000001455e-06,1.0420000000000001455e-06);
INSERT INTO "traced_call" VALUES(184,99,118,15,15,8.2950000000000010487e-06,8.2950000000000010487e-06);
INSERT INTO "traced_call" VALUES(185,100,118,13,13,4.199e-06,4.199e-06);
INSERT INTO "traced_call" VALUES(186,141,118,1,1,5.12e-07,5.12e-07);
INSERT INTO "traced_call" VALUES(187,210,118,1,1,8.32e-07,8.32e-07);
INSERT INTO "traced_call" VALUES(188,211,119,1,1,6.39200000000000080353e-06,6.39200000000000080353e-06);
INSERT INTO "traced_call" VALUES(189,156,120,1,1,8.3100000000000006934e-07,8.3100000000000006934e-07);
INSERT INTO "traced_call" VALUES(190,65,121,34,34,0.004102667,0.004102667);
INSERT INTO "traced_call" VALUES(191,142,122,1,1,2.034e-06,2.034e-06);
INSERT INTO "traced_call" VALUES(192,54,124,8,8,3.73600000000000031369e-06,3.73600000000000031369e-06);
INSERT INTO "traced_call" VALUES(193,60,124,16,16,3.34600000000000023596e-06,3.34600000000000023596e-06);
INSERT INTO "traced_call" VALUES(194,55,125,8,8,0.019742305,0.019742305);
INSERT INTO "traced_call" VALUES(195,48,126,8,8,0.000248691,0.000248691);
INSERT INTO "traced_call" VALUES(196,39,127,2,2,9.89280000000000123497e-05,9.89280000000000123497e-05);
INSERT INTO "traced_call" VALUES(197,48,127,8,8,0.003691671,0.003691671);
INSERT INTO "traced_call" VALUES(198,39,128,4,4,0.000158581,0.000158581);
INSERT INTO "traced_call" VALUES(199,39,129,3,3,7.023e-06,7.023e-06);
INSERT INTO "traced_call" VALUES(200,39,130,1,1,5.7899e-05,5.7899e-05);
INSERT INTO "traced_call" VALUES(201,48,130,8,8,0.008618181,0.008618181);
INSERT INTO "traced_call" VALUES(202,38,131,7,7,8.7186e-05,8.7186e-05);
INSERT INTO "traced_call" VALUES(203,37,132,1,1,4.269e-06,1.80252000000000021798e-04);
INSERT INTO "traced_call" VALUES(204,36,133,1,1,1.72867000000000023895e-04,0.000173869);
INSERT INTO "traced_call" VALUES(205,24,135,1,1,0.000172327,0.059643936);
INSERT INTO "traced_call" VALUES(206,135,136,1,1,2.71014000000000031351e-04,2.34903400000000027805e-03);
INSERT INTO "traced_call" VALUES(207,24,137,1,1,1.99971000000000013758e-04,3.63924670000000047287e-02);
INSERT INTO "traced_call" VALUES(208,143,138,1,1,4.699e-05,0.000196142);
INSERT INTO "traced_call" VALUES(209,22,139,1,1,1.08556000000000008932e-04,1.08556000000000008932e-04);
INSERT INTO "traced_call" VALUES(210,24,140,1,1,0.00164076,1.86643900000000011879e-03);
INSERT INTO "traced_call" VALUES(211,24,142,1,1,0.000114722,7.45227800000000106805e-02);
INSERT INTO "traced_call" VALUES(212,142,143,1,1,2.19800000000000030075e-05,4.45404000000000047272e-04);
INSERT INTO "traced_call" VALUES(213,24,144,1,1,1.63474000000000019468e-03,2.11879800000000029572e-03);
INSERT INTO "traced_call" VALUES(214,22,146,1,1,2.08400000000000029101e-06,2.08400000000000029101e-06);
INSERT INTO "traced_call" VALUES(215,214,147,1,1,2.93270000000000022897e-05,2.98770000000000021059e-05);
INSERT INTO "traced_call" VALUES(216,22,148,1,1,2.194e-06,2.194e-06);
INSERT INTO "traced_call" VALUES(217,22,149,1,1,2.404e-06,2.404e-06);
INSERT INTO "traced_call" VALUES(218,22,150,1,1,2.79500000000000034462e-06,2.79500000000000034462e-06);
INSERT INTO "traced_call" VALUES(219,22,151,1,1,0.000273429,0.000273429);
INSERT INTO "traced_call" VALUES(220,9,152,5,5,2.105e-06,2.105e-06);
INSERT INTO "traced_call" VALUES(221,141,153,1,1,9.38900000000000107755e-06,2.1512e-05);
INSERT INTO "traced_call" VALUES(222,22,154,1,1,2.0971e-05,6.6115e-05);
INSERT INTO "traced_call" VALUES(223,22,155,1,1,0.00011073,0.00011073);
INSERT INTO "traced_call" VALUES(224,143,156,1,1,4.2622e-05,5.6366e-05);
INSERT INTO "traced_call" VALUES(225,154,157,1,1,3.8602e-05,4.37920000000000035579e-05);
INSERT INTO "traced_call" VALUES(226,188,157,1,1,3.676e-06,7.24300000000000078741e-06);
INSERT INTO "traced_call" VALUES(227,204,157,1,1,4.137e-06,6.60200000000000048697e-06);
INSERT INTO "traced_call" VALUES(228,22,158,1,1,8.72000000000000079127e-07,8.72000000000000079127e-07);
INSERT INTO "traced_call" VALUES(229,22,159,1,1,9.42e-07,9.42e-07);
INSERT INTO "traced_call" VALUES(230,22,160,1,1,1.06200000000000016587e-06,1.06200000000000016587e-06);
INSERT INTO "traced_call" VALUES(231,22,161,1,1,9.12e-07,9.12e-07);
INSERT INTO "traced_call" VALUES(232,22,162,1,1,5.61e-07,5.61e-07);
INSERT INTO "traced_call" VALUES(233,22,163,1,1,5.81e-07,5.81e-07);
INSERT INTO "traced_call" VALUES(234,140,164,1,1,9.32e-07,9.32e-07);
INSERT INTO "traced_call" VALUES(235,22,165,1,1,8.195e-06,8.195e-06);
INSERT INTO "traced_call" VALUES(236,22,166,1,1,3.006e-06,3.006e-06);
INSERT INTO "traced_call" VALUES(237,22,167,1,1,1.412e-06,1.412e-06);
INSERT INTO "traced_call" VALUES(238,22,168,1,1,1.60403000000000015836e-04,0.000162067);
INSERT INTO "traced_call" VALUES(239,138,169,1,1,3.778e-06,3.778e-06);
INSERT INTO "traced_call" VALUES(240,142,170,1,1,6.863e-06,6.863e-06);
INSERT INTO "traced_call" VALUES(241,22,172,1,1,1.133e-06,1.133e-06);
INSERT INTO "traced_call" VALUES(242,24,173,1,1,9.517e-06,9.48600000000000099543e-05);
INSERT INTO "traced_call" VALUES(243,24,174,1,1,1.21520000000000015592e-05,1.21520000000000015592e-05);
INSERT INTO "traced_call" VALUES(244,22,175,1,1,2.855e-06,2.855e-06);
INSERT INTO "traced_call" VALUES(245,33,176,20,20,1.62870000000000017797e-05,0.027430405);
INSERT INTO "traced_call" VALUES(246,176,176,128070,76,0.132939257,0.132939257);
INSERT INTO "traced_call" VALUES(247,185,176,22,22,1.4086e-05,0.105539225);
INSERT INTO "traced_call" VALUES(248,171,177,1,1,1.0460000000000001496e-05,0.106108011);
INSERT INTO "traced_call" VALUES(249,154,178,1,1,1.35200000000000014198e-06,1.35200000000000014198e-06);
INSERT INTO "traced_call" VALUES(250,188,178,1,1,6.62000000000000078052e-07,6.62000000000000078052e-07);
INSERT INTO "traced_call" VALUES(251,204,178,1,1,5.61e-07,5.61e-07);
INSERT INTO "traced_call" VALUES(252,7,179,1,1,1.80000000000000023609e-07,1.80000000000000023609e-07);
INSERT INTO "traced_call" VALUES(253,140,180,1,1,9.32e-07,9.32e-07);
INSERT INTO "traced_call" VALUES(254,22,181,1,1,5.71e-07,5.71e-07);
INSERT INTO "traced_call" VALUES(255,22,182,1,1,1.052e-06,1.052e-06);
INSERT INTO "traced_call" VALUES(256,140,183,1,1,2.004e-06,2.004e-06);
INSERT INTO "traced_call" VALUES(257,140,184,1,1,1.06500000000000013709e-05,1.06500000000000013709e-05);
INSERT INTO "traced_call" VALUES(258,190,185,22,22,0.000382214,0.105921439);
INSERT INTO "traced_call" VALUES(259,207,186,1,1,1.3886e-05,1.3886e-05);
INSERT INTO "traced_call" VALUES(260,206,187,1,1,3.02600000000000033534e-06,3.32230000000000036137e-05);
INSERT INTO "traced_call" VALUES(261,22,188,1,1,2.648e-05,3.43850000000000036691e-05);
INSERT INTO "traced_call" VALUES(262,171,189,1,1,4.15580000000000042773e-05,2.7499073000000002348e-02);
INSERT INTO "traced_call" VALUES(263,9,190,23,23,1.48611000000000017607e-04,1.06070050000000012935e-01);
INSERT INTO "traced_call" VALUES(264,142,191,1,1,3.075e-06,3.075e-06);
INSERT INTO "traced_call" VALUES(265,22,192,1,1,2.966e-06,2.966e-06);
INSERT INTO "traced_call" VALUES(266,22,193,1,1,6.272e-06,6.272e-06);
INSERT INTO "traced_call" VALUES(267,203,194,2,2,3.20600000000000030591e-06,3.406e-06);
INSERT INTO "traced_call" VALUES(268,22,195,1,1,4.8772e-05,4.8772e-05);
INSERT INTO "traced_call" VALUES(269,22,196,1,1,3.94700000000000049589e-06,3.94700000000000049589e-06);
INSERT INTO "traced_call" VALUES(270,220,197,13,13,2.486e-06,2.486e-06);
INSERT INTO "traced_call" VALUES(271,23,198,1,1,1.202e-06,1.202e-06);
INSERT INTO "traced_call" VALUES(272,22,199,1,1,0.009541753,0.009541753);
INSERT INTO "traced_call" VALUES(273,22,200,1,1,5.68070000000000068472e-05,5.68070000000000068472e-05);
INSERT INTO "traced_call" VALUES(274,215,201,1,1,1.974e-06,1.974e-06);
INSERT INTO "traced_call" VALUES(275,22,202,1,1,6.301e-06,6.301e-06);
INSERT INTO "traced_call" VALUES(276,153,203,1,1,5.8e-06,1.1131e-05);
INSERT INTO "traced_call" VALUES(277,156,203,1,1,6.25200000000000044976e-06,9.067e-06);
INSERT INTO "traced_call" VALUES(278,22,204,1,1,8.74670000000000080666e-05,9.46300000000000070786e-05);
INSERT INTO "traced_call" VALUES(279,22,205,1,1,3.8964e-05,3.8964e-05);
INSERT INTO "traced_call" VALUES(280,214,206,1,1,6.071e-06,6.56240000000000073048e-05);
INSERT INTO "traced_call" VALUES(281,138,207,1,1,0.000125968,0.000140896);
INSERT INTO "traced_call" VALUES(282,22,208,1,1,1.1232e-05,1.1232e-05);
INSERT INTO "traced_call" VALUES(283,214,209,1,1,1.813e-06,2.074e-06);
INSERT INTO "traced_call" VALUES(284,143,210,1,1,1.1320000000000001309e-06,1.964e-06);
INSERT INTO "traced_call" VALUES(285,143,211,1,1,2.696e-06,9.088e-06);
INSERT INTO "traced_call" VALUES(286,141,212,1,1,1.192e-06,1.192e-06);
INSERT INTO "traced_call" VALUES(287,153,213,1,1,4.91e-07,4.91e-07);
INSERT INTO "traced_call" VALUES(288,156,213,1,1,5.31000000000000082957e-07,5.31000000000000082957e-07);
INSERT INTO "traced_call" VALUES(289,143,214,1,1,6.18980000000000094365e-05,0.000159473);
INSERT INTO "traced_call" VALUES(290,24,215,1,1,1.62610000000000023672e-05,4.1038e-05);
INSERT INTO "traced_call" VALUES(291,22,216,1,1,0.007118428,0.007118428);
INSERT INTO "traced_call" VALUES(292,138,217,1,1,3.356e-06,4.478e-06);
INSERT INTO "traced_call" VALUES(293,187,218,1,1,2.78420000000000021091e-05,3.01970000000000024314e-05);
INSERT INTO "traced_call" VALUES(294,22,219,1,1,0.001248797,0.001248797);
INSERT INTO "traced_call" VALUES(295,75,220,13,13,6.4746e-05,2.98827000000000044411e-04);
INSERT INTO "traced_call" VALUES(296,22,221,1,1,3.32230000000000036137e-05,3.32230000000000036137e-05);
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
INSERT INTO "traced_function" VALUES(0,'~',0,'<method ''__contains__'' of ''frozenset'' objects>',5,5,7.3e-07,7.3e-07);
INSERT INTO "traced_function" VALUES(1,'~',0,'<method ''add'' of ''set'' objects>',6,6,2.244e-06,2.244e-06);
INSERT INTO "traced_function" VALUES(2,'~',0,'<method ''clear'' of ''set'' objects>',1,1,3.3303e-05,3.3303e-05);
INSERT INTO "traced_function" VALUES(3,'~',0,'<method ''difference_update'' of ''set'' objects>',2,2,4.74e-06,4.74e-06);
INSERT INTO "traced_function" VALUES(4,'~',0,'<method ''get'' of ''dict'' objects>',42,42,1.48900000000000014331e-05,1.48900000000000014331e-05);
INSERT INTO "traced_function" VALUES(5,'~',0,'<method ''pop'' of ''dict'' objects>',16,16,9.04e-06,9.04e-06);
INSERT INTO "traced_function" VALUES(6,'~',0,'<method ''append'' of ''list'' objects>',1,1,3.92e-07,3.92e-07);
INSERT INTO "traced_function" VALUES(7,'~',0,'<method ''close'' of ''coroutine'' objects>',1,1,1.063e-06,1.243e-06);
INSERT INTO "traced_function" VALUES(8,'~',0,'<method ''setter'' of ''property'' objects>',2,2,1.664e-06,1.664e-06);
INSERT INTO "traced_function" VALUES(9,'~',0,'<method ''join'' of ''str'' objects>',93,93,6.2397e-05,1.06134552000000006999e-01);
INSERT INTO "traced_function" VALUES(10,'~',0,'<method ''rfind'' of ''str'' objects>',16,16,8.785e-06,8.785e-06);
INSERT INTO "traced_function" VALUES(11,'~',0,'<method ''rstrip'' of ''str'' objects>',164,164,8.4231e-05,8.4231e-05);
INSERT INTO "traced_function" VALUES(12,'~',0,'<method ''rpartition'' of ''str'' objects>',53,53,4.91300000000000056457e-05,4.91300000000000056457e-05);
INSERT INTO "traced_function" VALUES(13,'~',0,'<method ''startswith'' of ''str'' objects>',12,12,2.0466e-05,2.0466e-05);
INSERT INTO "traced_function" VALUES(14,'~',0,'<method ''endswith'' of ''str'' objects>',8,8,7.084e-06,7.084e-06);
INSERT INTO "traced_function" VALUES(15,'~',0,'<method ''isidentifier'' of ''str'' objects>',5,5,9.43e-07,9.43e-07);
INSERT INTO "traced_function" VALUES(16,'~',0,'<method ''format'' of ''str'' objects>',14,14,1.56735000000000023172e-04,1.56735000000000023172e-04);
INSERT INTO "traced_function" VALUES(17,'~',0,'<method ''rfind'' of ''bytes'' objects>',1,1,2.745e-06,2.745e-06);
INSERT INTO "traced_function" VALUES(18,'~',0,'<built-in method from_bytes>',24,24,6.4762e-05,6.4762e-05);
INSERT INTO "traced_function" VALUES(19,'~',0,'<built-in method sys._getframe>',1,1,6.42000000000000057686e-07,6.42000000000000057686e-07);
INSERT INTO "traced_function" VALUES(20,'~',0,'<built-in method sys.intern>',5,5,2.44400000000000023237e-06,2.44400000000000023237e-06);
INSERT INTO "traced_function" VALUES(21,'~',0,'<built-in method sys.getprofile>',1,1,9.14840000000000070495e-05,9.14840000000000070495e-05);
INSERT INTO "traced_function" VALUES(22,'~',0,'<built-in method builtins.__build_class__>',36,36,1.37525700000000017202e-03,0.020998042);
INSERT INTO "traced_function" VALUES(23,'~',0,'<built-in method builtins.eval>',1,1,0.00206183,2.06303200000000023367e-03);
INSERT INTO "traced_function" VALUES(24,'~',0,'<built-in method builtins.exec>',8,1,0.000110092,0.074537749);
INSERT INTO "traced_function" VALUES(25,'~',0,'<built-in method builtins.getattr>',92,92,0.000211269,0.000211269);
INSERT INTO "traced_function" VALUES(26,'~',0,'<built-in method builtins.globals>',1,1,5.51e-07,5.51e-07);
INSERT INTO "traced_function" VALUES(27,'~',0,'<built-in method builtins.hasattr>',44,44,0.000147521,0.000147521);
INSERT INTO "traced_function" VALUES(28,'~',0,'<built-in method builtins.isinstance>',41,41,1.06251000000000009825e-04,1.06251000000000009825e-04);
INSERT INTO "traced_function" VALUES(29,'~',0,'<built-in method builtins.len>',36,36,7.1158e-05,7.1158e-05);
INSERT INTO "traced_function" VALUES(30,'~',0,'<built-in method builtins.locals>',13,13,3.1849e-05,3.1849e-05);
INSERT INTO "traced_function" VALUES(31,'~',0,'<built-in method builtins.max>',17,17,3.03670000000000024978e-05,6.1065e-05);
INSERT INTO "traced_function" VALUES(32,'~',0,'<built-in method builtins.print>',2,2,5.9243e-05,5.9243e-05);
INSERT INTO "traced_function" VALUES(33,'~',0,'<built-in method builtins.sum>',1,1,2.71100000000000030189e-05,2.74575150000000017813e-02);
INSERT INTO "traced_function" VALUES(34,'<frozen site>',583,'execusercustomize',1,1,4.27320000000000035401e-05,0.000863508);
INSERT INTO "traced_function" VALUES(35,'<frozen _collections_abc>',315,'__subclasshook__',1,1,1.002e-06,1.002e-06);
INSERT INTO "traced_function" VALUES(36,'<frozen abc>',121,'__subclasscheck__',1,1,2.114e-06,0.000175983);
INSERT INTO "traced_function" VALUES(37,'<frozen abc>',110,'register',1,1,3.74600000000000021805e-06,1.83998000000000022863e-04);
INSERT INTO "traced_function" VALUES(38,'<frozen abc>',105,'__new__',7,7,0.000101972,6.22780000000000078311e-04);
INSERT INTO "traced_function" VALUES(39,'<frozen zipimport>',401,'_read_directory',1,1,0.000187567,0.000514997);
INSERT INTO "traced_function" VALUES(40,'<frozen zipimport>',64,'__init__',1,1,2.5227e-05,5.87945000000000090809e-04);
INSERT INTO "traced_function" VALUES(41,'<frozen importlib._bootstrap_external>',1696,'path_hook_for_FileFinder',1,1,5.24000000000000065204e-06,5.75390000000000059396e-05);
INSERT INTO "traced_function" VALUES(42,'<frozen importlib._bootstrap_external>',1604,'find_spec',13,13,0.000336309,6.55411900000000061106e-03);
INSERT INTO "traced_function" VALUES(43,'<frozen importlib._bootstrap_external>',1599,'_get_spec',8,8,9.63810000000000111509e-05,1.78427200000000015824e-03);
INSERT INTO "traced_function" VALUES(44,'<frozen importlib._bootstrap_external>',1496,'find_spec',9,9,2.80650000000000031923e-05,0.006765659);
INSERT INTO "traced_function" VALUES(45,'<frozen importlib._bootstrap_external>',1464,'_get_spec',9,9,0.000115011,0.006737594);
INSERT INTO "traced_function" VALUES(46,'<frozen importlib._bootstrap_external>',1421,'_path_importer_cache',22,22,5.1541e-05,5.1541e-05);
INSERT INTO "traced_function" VALUES(47,'<frozen importlib._bootstrap_external>',1146,'path_stats',8,8,1.5769e-05,0.000265373);
INSERT INTO "traced_function" VALUES(48,'<frozen importlib._bootstrap_external>',1127,'get_data',8,8,9.13750000000000119852e-05,1.27426630000000012943e-02);
INSERT INTO "traced_function" VALUES(49,'<frozen importlib._bootstrap_external>',1122,'get_filename',8,8,1.9770000000000002991e-06,1.9770000000000002991e-06);
INSERT INTO "traced_function" VALUES(50,'<frozen importlib._bootstrap_external>',1097,'__init__',9,9,6.793e-06,6.793e-06);
INSERT INTO "traced_function" VALUES(51,'<frozen importlib._bootstrap_external>',1007,'get_code',8,8,0.000203985,0.034951453);
INSERT INTO "traced_function" VALUES(52,'<frozen importlib._bootstrap_external>',934,'exec_module',8,1,8.9456e-05,0.079728902);
INSERT INTO "traced_function" VALUES(53,'<frozen importlib._bootstrap_external>',931,'create_module',8,8,2.26500000000000033684e-06,2.26500000000000033684e-06);
INSERT INTO "traced_function" VALUES(54,'<frozen importlib._bootstrap_external>',778,'spec_from_file_location',8,8,1.03161000000000010611e-04,0.001682221);
INSERT INTO "traced_function" VALUES(55,'<frozen importlib._bootstrap_external>',727,'_compile_bytecode',8,8,0.001479475,2.1310428000000002785e-02);
INSERT INTO "traced_function" VALUES(56,'<frozen importlib._bootstrap_external>',675,'_validate_timestamp_pyc',8,8,2.12410000000000021209e-05,0.000126128);
INSERT INTO "traced_function" VALUES(57,'<frozen importlib._bootstrap_external>',642,'_classify_pyc',8,8,1.12746000000000007779e-04,0.000153503);
INSERT INTO "traced_function" VALUES(58,'<frozen importlib._bootstrap_external>',599,'_check_name_wrapper',8,8,2.2889e-05,2.48660000000000021421e-05);
INSERT INTO "traced_function" VALUES(59,'<frozen importlib._bootstrap_external>',567,'_get_cached',8,8,6.4409e-05,0.00051764);
INSERT INTO "traced_function" VALUES(60,'<frozen importlib._bootstrap_external>',437,'cache_from_source',16,16,2.07138000000000021541e-04,0.000556497);
INSERT INTO "traced_function" VALUES(61,'<frozen importlib._bootstrap_external>',180,'_path_isabs',8,8,0.001490075,0.001508819);
INSERT INTO "traced_function" VALUES(62,'<frozen importlib._bootstrap_external>',164,'_path_isdir',1,1,1.75300000000000019912e-06,5.2299e-05);
INSERT INTO "traced_function" VALUES(63,'<frozen importlib._bootstrap_external>',159,'_path_isfile',11,11,1.2954e-05,0.000507401);
INSERT INTO "traced_function" VALUES(64,'<frozen importlib._bootstrap_external>',150,'_path_is_mode_type',12,12,2.126e-05,0.000544993);
INSERT INTO "traced_function" VALUES(65,'<frozen importlib._bootstrap_external>',140,'_path_stat',34,34,0.000280284,0.004382951);
INSERT INTO "traced_function" VALUES(66,'<frozen importlib._bootstrap_external>',132,'_path_split',16,16,1.6943400000000001797e-04,0.000229026);
INSERT INTO "traced_function" VALUES(67,'<frozen importlib._bootstrap_external>',134,'<genexpr>',32,32,2.19130000000000017866e-05,3.0698e-05);
INSERT INTO "traced_function" VALUES(68,'<frozen importlib._bootstrap_external>',126,'_path_join',74,74,1.06456000000000012097e-04,0.000409003);
INSERT INTO "traced_function" VALUES(69,'<frozen importlib._bootstrap_external>',128,'<listcomp>',74,74,0.000193369,0.0002776);
INSERT INTO "traced_function" VALUES(70,'<frozen importlib._bootstrap_external>',84,'_unpack_uint32',24,24,3.8608e-05,0.000139553);
INSERT INTO "traced_function" VALUES(71,'<frozen importlib._bootstrap_external>',71,'_relax_case',13,13,3.02500000000000026029e-06,3.02500000000000026029e-06);
INSERT INTO "traced_function" VALUES(72,'<frozen importlib._bootstrap>',1209,'_handle_fromlist',1,1,3.157e-06,4.74900000000000060973e-06);
INSERT INTO "traced_function" VALUES(73,'<frozen importlib._bootstrap>',1167,'_find_and_load',13,2,0.000327643,0.082785808);
INSERT INTO "traced_function" VALUES(74,'<frozen importlib._bootstrap>',1122,'_find_and_load_unlocked',13,2,0.000198815,0.082476503);
INSERT INTO "traced_function" VALUES(75,'<frozen importlib._bootstrap>',1056,'_find_spec',13,13,0.000441357,9.41985200000000112707e-03);
INSERT INTO "traced_function" VALUES(76,'<frozen importlib._bootstrap>',1032,'__exit__',44,44,0.001565116,0.001575365);
INSERT INTO "traced_function" VALUES(77,'<frozen importlib._bootstrap>',1028,'__enter__',44,44,1.6146e-05,2.2799e-05);
INSERT INTO "traced_function" VALUES(78,'<frozen importlib._bootstrap>',922,'find_spec',9,9,1.43060000000000016036e-05,1.16709000000000010324e-04);
INSERT INTO "traced_function" VALUES(79,'<frozen importlib._bootstrap>',797,'is_package',4,4,6.22e-07,6.22e-07);
INSERT INTO "traced_function" VALUES(80,'<frozen importlib._bootstrap>',780,'exec_module',4,4,7.174e-06,1.67993400000000011468e-03);
INSERT INTO "traced_function" VALUES(81,'<frozen importlib._bootstrap>',772,'create_module',4,4,1.43970000000000012407e-05,1.52139400000000013166e-03);
INSERT INTO "traced_function" VALUES(82,'<frozen importlib._bootstrap>',748,'find_spec',13,13,8.4768e-05,0.000199136);
INSERT INTO "traced_function" VALUES(83,'<frozen importlib._bootstrap>',666,'_load_unlocked',12,1,4.62975400000000068129e-03,0.07991832);
INSERT INTO "traced_function" VALUES(84,'<frozen importlib._bootstrap>',566,'module_from_spec',12,12,5.97950000000000060238e-05,2.47612600000000036837e-03);
INSERT INTO "traced_function" VALUES(85,'<frozen importlib._bootstrap>',493,'_init_module_attrs',12,12,1.51768000000000014655e-04,0.000866925);
INSERT INTO "traced_function" VALUES(86,'<frozen importlib._bootstrap>',422,'spec_from_loader',4,4,5.43920000000000037135e-05,7.906e-05);
INSERT INTO "traced_function" VALUES(87,'<frozen importlib._bootstrap>',413,'has_location',12,12,3.075e-06,3.075e-06);
INSERT INTO "traced_function" VALUES(88,'<frozen importlib._bootstrap>',405,'parent',12,12,1.5834e-05,1.86310000000000016992e-05);
INSERT INTO "traced_function" VALUES(89,'<frozen importlib._bootstrap>',392,'cached',16,16,2.0669e-05,0.000538309);
INSERT INTO "traced_function" VALUES(90,'<frozen importlib._bootstrap>',357,'__init__',13,13,7.52420000000000090698e-05,7.52420000000000090698e-05);
INSERT INTO "traced_function" VALUES(91,'<frozen importlib._bootstrap>',254,'_requires_builtin_wrapper',4,4,1.3947e-05,1.4569e-05);
INSERT INTO "traced_function" VALUES(92,'<frozen importlib._bootstrap>',244,'_verbose_message',83,83,0.000107379,0.000107379);
INSERT INTO "traced_function" VALUES(93,'<frozen importlib._bootstrap>',233,'_call_with_frames_removed',25,3,1.7610500000000002237e-04,7.46222370000000079226e-02);
INSERT INTO "traced_function" VALUES(94,'<frozen importlib._bootstrap>',179,'_get_module_lock',13,13,4.51577000000000043904e-04,0.00056892);
INSERT INTO "traced_function" VALUES(95,'<frozen importlib._bootstrap>',198,'cb',15,15,3.39770000000000035097e-05,5.2089e-05);
INSERT INTO "traced_function" VALUES(96,'<frozen importlib._bootstrap>',173,'__exit__',15,15,5.708e-05,0.000156436);
INSERT INTO "traced_function" VALUES(97,'<frozen importlib._bootstrap>',169,'__enter__',13,13,7.09770000000000083999e-05,0.000709937);
INSERT INTO "traced_function" VALUES(98,'<frozen importlib._bootstrap>',165,'__init__',13,13,9.82400000000000114819e-06,9.82400000000000114819e-06);
INSERT INTO "traced_function" VALUES(99,'<frozen importlib._bootstrap>',125,'release',15,15,8.2945e-05,9.9356e-05);
INSERT INTO "traced_function" VALUES(100,'<frozen importlib._bootstrap>',100,'acquire',13,13,5.98070000000000052313e-05,7.004e-05);
INSERT INTO "traced_function" VALUES(101,'<frozen importlib._bootstrap>',71,'__init__',13,13,8.96730000000000069398e-05,0.000104992);
INSERT INTO "traced_function" VALUES(102,'<frozen importlib._bootstrap>',48,'_new_module',8,8,1.8902e-05,1.8902e-05);
INSERT INTO "traced_function" VALUES(103,'~',0,'<built-in method __new__ of type object at 0x9584a0>',7,7,4.33622000000000043865e-04,4.33622000000000043865e-04);
INSERT INTO "traced_function" VALUES(104,'~',0,'<built-in method _imp.acquire_lock>',72,72,2.31310000000000026611e-05,2.31310000000000026611e-05);
INSERT INTO "traced_function" VALUES(105,'~',0,'<built-in method _imp.release_lock>',72,72,1.7682e-05,1.7682e-05);
INSERT INTO "traced_function" VALUES(106,'~',0,'<built-in method _imp.find_frozen>',9,9,2.27520000000000017148e-05,2.27520000000000017148e-05);
INSERT INTO "traced_function" VALUES(107,'~',0,'<built-in method _imp.create_builtin>',4,4,1.46593100000000017835e-03,1.46593100000000017835e-03);
INSERT INTO "traced_function" VALUES(108,'~',0,'<built-in method _imp.is_builtin>',13,13,3.5308e-05,3.5308e-05);
INSERT INTO "traced_function" VALUES(109,'~',0,'<built-in method _imp.exec_builtin>',4,4,1.66601900000000013694e-03,1.66601900000000013694e-03);
INSERT INTO "traced_function" VALUES(110,'~',0,'<built-in method _imp._fix_co_filename>',8,8,6.00040000000000035146e-05,6.00040000000000035146e-05);
INSERT INTO "traced_function" VALUES(111,'~',0,'<method ''__exit__'' of ''_thread.RLock'' objects>',1,1,3.9100000000000004691e-07,3.9100000000000004691e-07);
INSERT INTO "traced_function" VALUES(112,'~',0,'<method ''acquire'' of ''_thread.lock'' objects>',2,2,4.379e-06,4.379e-06);
INSERT INTO "traced_function" VALUES(113,'~',0,'<method ''release'' of ''_thread.lock'' objects>',1,1,1.303e-06,1.303e-06);
INSERT INTO "traced_function" VALUES(114,'~',0,'<method ''locked'' of ''_thread.lock'' objects>',3,3,0.000120978,0.000120978);
INSERT INTO "traced_function" VALUES(115,'~',0,'<method ''__enter__'' of ''_thread.lock'' objects>',1,1,2.61e-07,2.61e-07);
INSERT INTO "traced_function" VALUES(116,'~',0,'<method ''__exit__'' of ''_thread.lock'' objects>',32,32,1.63520000000000020044e-05,1.63520000000000020044e-05);
INSERT INTO "traced_function" VALUES(117,'~',0,'<built-in method _thread.allocate_lock>',28,28,1.7884e-05,1.7884e-05);
INSERT INTO "traced_function" VALUES(118,'~',0,'<built-in method _thread.get_ident>',30,30,1.3838e-05,1.3838e-05);
INSERT INTO "traced_function" VALUES(119,'~',0,'<built-in method _thread.get_native_id>',1,1,6.39200000000000080353e-06,6.39200000000000080353e-06);
INSERT INTO "traced_function" VALUES(120,'~',0,'<built-in method _thread._set_sentinel>',1,1,8.3100000000000006934e-07,8.3100000000000006934e-07);
INSERT INTO "traced_function" VALUES(121,'~',0,'<built-in method posix.stat>',34,34,0.004102667,0.004102667);
INSERT INTO "traced_function" VALUES(122,'~',0,'<built-in method posix.register_at_fork>',2,2,0.002178651,0.002178651);
INSERT INTO "traced_function" VALUES(123,'~',0,'<built-in method posix.getpid>',1,1,4.35800000000000045717e-06,4.35800000000000045717e-06);
INSERT INTO "traced_function" VALUES(124,'~',0,'<built-in method posix.fspath>',24,24,7.082e-06,7.082e-06);
INSERT INTO "traced_function" VALUES(125,'~',0,'<built-in method marshal.loads>',8,8,0.019742305,0.019742305);
INSERT INTO "traced_function" VALUES(126,'~',0,'<method ''__exit__'' of ''_io._IOBase'' objects>',8,8,0.000248691,0.000248691);
INSERT INTO "traced_function" VALUES(127,'~',0,'<method ''read'' of ''_io.BufferedReader'' objects>',10,10,3.79059900000000039865e-03,3.79059900000000039865e-03);
INSERT INTO "traced_function" VALUES(128,'~',0,'<method ''seek'' of ''_io.BufferedReader'' objects>',4,4,0.000158581,0.000158581);
INSERT INTO "traced_function" VALUES(129,'~',0,'<method ''tell'' of ''_io.BufferedReader'' objects>',3,3,7.023e-06,7.023e-06);
INSERT INTO "traced_function" VALUES(130,'~',0,'<built-in method io.open_code>',9,9,8.67608000000000094409e-03,8.67608000000000094409e-03);
INSERT INTO "traced_function" VALUES(131,'~',0,'<built-in method _abc._abc_init>',7,7,8.7186e-05,8.7186e-05);
INSERT INTO "traced_function" VALUES(132,'~',0,'<built-in method _abc._abc_register>',1,1,4.269e-06,1.80252000000000021798e-04);
INSERT INTO "traced_function" VALUES(133,'~',0,'<built-in method _abc._abc_subclasscheck>',1,1,1.72867000000000023895e-04,0.000173869);
INSERT INTO "traced_function" VALUES(134,'~',0,'<built-in method atexit.register>',1,1,2.34400000000000034282e-06,2.34400000000000034282e-06);
INSERT INTO "traced_function" VALUES(135,'/usr/lib/python3.11/functools.py',1,'<module>',1,1,0.000172327,0.059643936);
INSERT INTO "traced_function" VALUES(136,'/usr/lib/python3.11/collections/__init__.py',348,'namedtuple',1,1,2.71014000000000031351e-04,2.34903400000000027805e-03);
INSERT INTO "traced_function" VALUES(137,'/usr/lib/python3.11/collections/__init__.py',1,'<module>',1,1,1.99971000000000013758e-04,3.63924670000000047287e-02);
INSERT INTO "traced_function" VALUES(138,'/usr/lib/python3.11/threading.py',849,'__init__',1,1,4.699e-05,0.000196142);
INSERT INTO "traced_function" VALUES(139,'/usr/lib/python3.11/collections/__init__.py',1329,'UserString',1,1,1.08556000000000008932e-04,1.08556000000000008932e-04);
INSERT INTO "traced_function" VALUES(140,'/usr/lib/python3.11/types.py',1,'<module>',1,1,0.00164076,1.86643900000000011879e-03);
INSERT INTO "traced_function" VALUES(141,'/usr/lib/python3.11/threading.py',1534,'_shutdown',1,1,3.8031e-05,0.000216691);
INSERT INTO "traced_function" VALUES(142,'/usr/lib/python3.11/threading.py',1,'<module>',1,1,0.000114722,7.45227800000000106805e-02);
INSERT INTO "traced_function" VALUES(143,'/usr/lib/python3.11/threading.py',1402,'__init__',1,1,2.19800000000000030075e-05,4.45404000000000047272e-04);
INSERT INTO "traced_function" VALUES(144,'/usr/lib/python3.11/operator.py',1,'<module>',1,1,1.63474000000000019468e-03,2.11879800000000029572e-03);
INSERT INTO "traced_function" VALUES(145,'~',0,'<method ''disable'' of ''_lsprof.Profiler'' objects>',1,1,1.53300000000000018803e-06,1.53300000000000018803e-06);
INSERT INTO "traced_function" VALUES(146,'/home/user/projects/traced/fib.py',9,'Table',1,1,2.08400000000000029101e-06,2.08400000000000029101e-06);
INSERT INTO "traced_function" VALUES(147,'/usr/lib/python3.11/threading.py',267,'__exit__',1,1,2.93270000000000022897e-05,2.98770000000000021059e-05);
INSERT INTO "traced_function" VALUES(148,'/usr/lib/python3.11/threading.py',498,'BoundedSemaphore',1,1,2.194e-06,2.194e-06);
INSERT INTO "traced_function" VALUES(149,'/usr/lib/python3.11/threading.py',1370,'Timer',1,1,2.404e-06,2.404e-06);
INSERT INTO "traced_function" VALUES(150,'/usr/lib/python3.11/functools.py',432,'_HashedSeq',1,1,2.79500000000000034462e-06,2.79500000000000034462e-06);
INSERT INTO "traced_function" VALUES(151,'/usr/lib/python3.11/threading.py',1421,'_DummyThread',1,1,0.000273429,0.000273429);
INSERT INTO "traced_function" VALUES(152,'/usr/lib/python3.11/collections/__init__.py',422,'<genexpr>',5,5,2.105e-06,2.105e-06);
INSERT INTO "traced_function" VALUES(153,'/usr/lib/python3.11/threading.py',1044,'_stop',1,1,9.38900000000000107755e-06,2.1512e-05);
INSERT INTO "traced_function" VALUES(154,'/usr/lib/python3.11/collections/__init__.py',974,'ChainMap',1,1,2.0971e-05,6.6115e-05);
INSERT INTO "traced_function" VALUES(155,'/usr/lib/python3.11/collections/__init__.py',1196,'UserList',1,1,0.00011073,0.00011073);
INSERT INTO "traced_function" VALUES(156,'/usr/lib/python3.11/threading.py',1008,'_set_tstate_lock',1,1,4.2622e-05,5.6366e-05);
INSERT INTO "traced_function" VALUES(157,'/usr/lib/python3.11/reprlib.py',12,'decorating_function',3,3,4.6415e-05,5.76370000000000039849e-05);
INSERT INTO "traced_function" VALUES(158,'/usr/lib/python3.11/threading.py',798,'BrokenBarrierError',1,1,8.72000000000000079127e-07,8.72000000000000079127e-07);
INSERT INTO "traced_function" VALUES(159,'/usr/lib/python3.11/threading.py',1400,'_MainThread',1,1,9.42e-07,9.42e-07);
INSERT INTO "traced_function" VALUES(160,'/usr/lib/python3.11/collections/__init__.py',58,'_OrderedDictKeysView',1,1,1.06200000000000016587e-06,1.06200000000000016587e-06);
INSERT INTO "traced_function" VALUES(161,'/usr/lib/python3.11/collections/__init__.py',63,'_OrderedDictItemsView',1,1,9.12e-07,9.12e-07);
INSERT INTO "traced_function" VALUES(162,'/usr/lib/python3.11/collections/__init__.py',69,'_OrderedDictValuesView',1,1,5.61e-07,5.61e-07);
INSERT INTO "traced_function" VALUES(163,'/usr/lib/python3.11/collections/__init__.py',75,'_Link',1,1,5.81e-07,5.81e-07);
INSERT INTO "traced_function" VALUES(164,'/usr/lib/python3.11/types.py',25,'_g',1,1,9.32e-07,9.32e-07);
INSERT INTO "traced_function" VALUES(165,'/usr/lib/python3.11/functools.py',965,'cached_property',1,1,8.195e-06,8.195e-06);
INSERT INTO "traced_function" VALUES(166,'/usr/lib/python3.11/operator.py',232,'attrgetter',1,1,3.006e-06,3.006e-06);
INSERT INTO "traced_function" VALUES(167,'/usr/lib/python3.11/operator.py',271,'itemgetter',1,1,1.412e-06,1.412e-06);
INSERT INTO "traced_function" VALUES(168,'/usr/lib/python3.11/threading.py',838,'Thread',1,1,1.60403000000000015836e-04,0.000162067);
INSERT INTO "traced_function" VALUES(169,'/usr/lib/python3.11/threading.py',1317,'_make_invoke_excepthook',1,1,3.778e-06,3.778e-06);
INSERT INTO "traced_function" VALUES(170,'/usr/lib/python3.11/_weakrefset.py',37,'__init__',1,1,6.863e-06,6.863e-06);
INSERT INTO "traced_function" VALUES(171,'/home/user/projects/traced/fib.py',1,'<module>',1,1,9.95200000000000093922e-05,0.133838925);
INSERT INTO "traced_function" VALUES(172,'/usr/lib/python3.11/_weakrefset.py',11,'_IterationGuard',1,1,1.133e-06,1.133e-06);
INSERT INTO "traced_function" VALUES(173,'/usr/lib/python3.11/_weakrefset.py',1,'<module>',1,1,9.517e-06,9.48600000000000099543e-05);
INSERT INTO "traced_function" VALUES(174,'/usr/lib/python3.11/keyword.py',1,'<module>',1,1,1.21520000000000015592e-05,1.21520000000000015592e-05);
INSERT INTO "traced_function" VALUES(175,'/usr/lib/python3.11/reprlib.py',36,'Repr',1,1,2.855e-06,2.855e-06);
INSERT INTO "traced_function" VALUES(176,'/home/user/projects/traced/fib.py',1,'fib',128112,42,0.13296963,0.13296963);
INSERT INTO "traced_function" VALUES(177,'/home/user/projects/traced/fib.py',13,'text',1,1,1.0460000000000001496e-05,0.106108011);
INSERT INTO "traced_function" VALUES(178,'/usr/lib/python3.11/reprlib.py',9,'recursive_repr',3,3,2.57500000000000033332e-06,2.57500000000000033332e-06);
INSERT INTO "traced_function" VALUES(179,'/usr/lib/python3.11/types.py',29,'_c',1,1,1.80000000000000023609e-07,1.80000000000000023609e-07);
INSERT INTO "traced_function" VALUES(180,'/usr/lib/python3.11/types.py',34,'_ag',1,1,9.32e-07,9.32e-07);
INSERT INTO "traced_function" VALUES(181,'/usr/lib/python3.11/types.py',39,'_C',1,1,5.71e-07,5.71e-07);
INSERT INTO "traced_function" VALUES(182,'/usr/lib/python3.11/operator.py',302,'methodcaller',1,1,1.052e-06,1.052e-06);
INSERT INTO "traced_function" VALUES(183,'/usr/lib/python3.11/types.py',18,'_cell_factory',1,1,2.004e-06,2.004e-06);
INSERT INTO "traced_function" VALUES(184,'/usr/lib/python3.11/types.py',305,'<listcomp>',1,1,1.06500000000000013709e-05,1.06500000000000013709e-05);
INSERT INTO "traced_function" VALUES(185,'/home/user/projects/traced/fib.py',10,'row',22,22,0.000382214,0.105921439);
INSERT INTO "traced_function" VALUES(186,'/usr/lib/python3.11/threading.py',236,'__init__',1,1,1.3886e-05,1.3886e-05);
INSERT INTO "traced_function" VALUES(187,'/usr/lib/python3.11/threading.py',359,'notify',1,1,3.02600000000000033534e-06,3.32230000000000036137e-05);
INSERT INTO "traced_function" VALUES(188,'/usr/lib/python3.11/collections/__init__.py',78,'OrderedDict',1,1,2.648e-05,3.43850000000000036691e-05);
INSERT INTO "traced_function" VALUES(189,'/home/user/projects/traced/fib.py',5,'total',1,1,4.15580000000000042773e-05,2.7499073000000002348e-02);
INSERT INTO "traced_function" VALUES(190,'/home/user/projects/traced/fib.py',14,'<genexpr>',23,23,1.48611000000000017607e-04,1.06070050000000012935e-01);
INSERT INTO "traced_function" VALUES(191,'/usr/lib/python3.11/threading.py',90,'RLock',1,1,3.075e-06,3.075e-06);
INSERT INTO "traced_function" VALUES(192,'/usr/lib/python3.11/threading.py',410,'Semaphore',1,1,2.966e-06,2.966e-06);
INSERT INTO "traced_function" VALUES(193,'/usr/lib/python3.11/threading.py',544,'Event',1,1,6.272e-06,6.272e-06);
INSERT INTO "traced_function" VALUES(194,'/usr/lib/python3.11/threading.py',832,'<listcomp>',2,2,3.20600000000000030591e-06,3.406e-06);
INSERT INTO "traced_function" VALUES(195,'/usr/lib/python3.11/functools.py',922,'singledispatchmethod',1,1,4.8772e-05,4.8772e-05);
INSERT INTO "traced_function" VALUES(196,'/usr/lib/python3.11/types.py',147,'DynamicClassAttribute',1,1,3.94700000000000049589e-06,3.94700000000000049589e-06);
INSERT INTO "traced_function" VALUES(197,'/usr/lib/python3/dist-packages/_distutils_hack/__init__.py',96,'<lambda>',13,13,2.486e-06,2.486e-06);
INSERT INTO "traced_function" VALUES(198,'<string>',1,'<module>',1,1,1.202e-06,1.202e-06);
INSERT INTO "traced_function" VALUES(199,'/usr/lib/python3.11/collections/__init__.py',534,'Counter',1,1,0.009541753,0.009541753);
INSERT INTO "traced_function" VALUES(200,'/usr/lib/python3.11/_weakrefset.py',36,'WeakSet',1,1,5.68070000000000068472e-05,5.68070000000000068472e-05);
INSERT INTO "traced_function" VALUES(201,'/usr/lib/python3.11/reprlib.py',38,'__init__',1,1,1.974e-06,1.974e-06);
INSERT INTO "traced_function" VALUES(202,'/usr/lib/python3.11/threading.py',224,'Condition',1,1,6.301e-06,6.301e-06);
INSERT INTO "traced_function" VALUES(203,'/usr/lib/python3.11/threading.py',822,'_maintain_shutdown_locks',2,2,1.2052e-05,2.01980000000000021109e-05);
INSERT INTO "traced_function" VALUES(204,'/usr/lib/python3.11/functools.py',276,'partial',1,1,8.74670000000000080666e-05,9.46300000000000070786e-05);
INSERT INTO "traced_function" VALUES(205,'/usr/lib/python3.11/threading.py',103,'_RLock',1,1,3.8964e-05,3.8964e-05);
INSERT INTO "traced_function" VALUES(206,'/usr/lib/python3.11/threading.py',389,'notify_all',1,1,6.071e-06,6.56240000000000073048e-05);
INSERT INTO "traced_function" VALUES(207,'/usr/lib/python3.11/threading.py',555,'__init__',1,1,0.000125968,0.000140896);
INSERT INTO "traced_function" VALUES(208,'/usr/lib/python3.11/functools.py',347,'partialmethod',1,1,1.1232e-05,1.1232e-05);
INSERT INTO "traced_function" VALUES(209,'/usr/lib/python3.11/threading.py',264,'__enter__',1,1,1.813e-06,2.074e-06);
INSERT INTO "traced_function" VALUES(210,'/usr/lib/python3.11/threading.py',1001,'_set_ident',1,1,1.1320000000000001309e-06,1.964e-06);
INSERT INTO "traced_function" VALUES(211,'/usr/lib/python3.11/threading.py',1005,'_set_native_id',1,1,2.696e-06,9.088e-06);
INSERT INTO "traced_function" VALUES(212,'/usr/lib/python3.11/threading.py',1161,'ident',1,1,1.192e-06,1.192e-06);
INSERT INTO "traced_function" VALUES(213,'/usr/lib/python3.11/threading.py',1199,'daemon',2,2,1.02200000000000012524e-06,1.02200000000000012524e-06);
INSERT INTO "traced_function" VALUES(214,'/usr/lib/python3.11/threading.py',583,'set',1,1,6.18980000000000094365e-05,0.000159473);
INSERT INTO "traced_function" VALUES(215,'/usr/lib/python3.11/reprlib.py',1,'<module>',1,1,1.62610000000000023672e-05,4.1038e-05);
INSERT INTO "traced_function" VALUES(216,'/usr/lib/python3.11/threading.py',637,'Barrier',1,1,0.007118428,0.007118428);
INSERT INTO "traced_function" VALUES(217,'/usr/lib/python3.11/_weakrefset.py',85,'add',1,1,3.356e-06,4.478e-06);
INSERT INTO "traced_function" VALUES(218,'/usr/lib/python3.11/threading.py',279,'_is_owned',1,1,2.78420000000000021091e-05,3.01970000000000024314e-05);
INSERT INTO "traced_function" VALUES(219,'/usr/lib/python3.11/collections/__init__.py',1106,'UserDict',1,1,0.001248797,0.001248797);
INSERT INTO "traced_function" VALUES(220,'/usr/lib/python3/dist-packages/_distutils_hack/__init__.py',89,'find_spec',13,13,6.4746e-05,2.98827000000000044411e-04);
INSERT INTO "traced_function" VALUES(221,'/usr/lib/python3.11/types.py',210,'_GeneratorWrapper',1,1,3.32230000000000036137e-05,3.32230000000000036137e-05);
INSERT INTO "traced_function" VALUES(222,'/usr/lib/python3.11/threading.py',58,'setprofile',1,1,4.81e-07,4.81e-07);
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
INSERT INTO "warning" VALUES(0,'modelled','No energy meter gives a total here: the energy is modelled from CPU use. See calo doctor.');
INSERT INTO "warning" VALUES(1,'other-load','Other programs used 8 % of the busy CPU time.');
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.282615,0.282615,0.00382615,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',0.282615,0.282615,0.00382615,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',0.223201292,0.282615,0.00382615,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.282615,0.273731194,3.73731194000000025226e-03,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',0.305598,3.20000000000000284217e-01,8.20000000000000311972e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',0.305598,1.43219647799924132414e+00,1.73219647799924131303e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.9757857263552769389e+00,3.97578572635527649481e+00,1.9878928631776382474e-01,'at_most');
INSERT INTO "witness" VALUES(7,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',11677696.0,11677696.0,116776.96,'at_least');
INSERT INTO "witness" VALUES(8,'processes','processes in the records','births told by the kernel','',1.0,1.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
